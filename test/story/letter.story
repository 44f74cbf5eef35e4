# Letters both ways, with a picture; byte for byte; nobody reads another's; a receipt is checked without us.
day 2026-01-05 09:00
rule 7.7, 12, 34.2, 11.1
rule 11.2 refuses
serve
staff dana officer
staff aigul accountant
as dana office POST /v1/clients {"iin":"800416100254","name":"Тестов Тест","phone":"+77001234567","lang":"kk"} with Idempotency-Key: $key => 201 keep client=id keep login=login keep once=one_time_password
as dana POST /v1/clients {"iin":"680503250034","name":"Екінші Клиент","phone":"87011234567","lang":"ru"} with Idempotency-Key: $key => 201 keep second=id keep login2=login keep once2=one_time_password
as client public POST /v1/sessions {"login":"$login","password":"$once"} => 201
as client PUT /v1/session/password {"old_password":"$once","new_password":"менің құпия сөзім"} => 200 stage=full
as other public POST /v1/sessions {"login":"$login2","password":"$once2"} => 201
as other PUT /v1/session/password {"old_password":"$once2","new_password":"басқа құпия сөз 1"} => 200 stage=full
# the organisation writes; a picture that is none is refused
as dana POST /v1/clients/$client/letters {"text":"Сәлеметсіз бе?","files":[{"bytes":"iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQXh4eHh4eHh4"}]} with Idempotency-Key: $key => 422 code=IMAGE_BROKEN
as dana POST /v1/clients/$client/letters {"text":"Сәлеметсіз бе? Кесте қоса беріледі.","files":[{"bytes":"iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg=="}]} with Idempotency-Key: letter-key-00000001 => 201 from_client=false keep letter=id
as dana POST /v1/clients/$client/letters {"text":"Сәлеметсіз бе? Кесте қоса беріледі.","files":[{"bytes":"iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg=="}]} with Idempotency-Key: letter-key-00000001 => 201 id=$letter
as client GET /v1/me/$client/letters => 200 letters.0.id=$letter !letters.1
as client GET /v1/mine/letters/$letter => 200 'text=Сәлеметсіз бе? Кесте қоса беріледі.' files.0.bytes=iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR4nGPgivKDIwacHACfqwhZKhM30wAAAABJRU5ErkJggg==
# the client answers
as client POST /v1/me/$client/letters {"text":"Рахмет, түсіндім."} with Idempotency-Key: $key => 201 from_client=true keep answer=id
as dana GET /v1/letters/$answer => 200 'text=Рахмет, түсіндім.'
as dana GET /v1/clients/$client/letters => 200 letters.1.id=$letter
# nobody reads another's
as other GET /v1/mine/letters/$letter => 404
as other GET /v1/me/$client/letters => 404
as other POST /v1/me/$client/letters {"text":"x"} with Idempotency-Key: $key => 404
as aigul office GET /v1/letters/$letter => 403
as nobody public GET /v1/mine/letters/$letter => 401
# the receipt: after the next checkpoint
day 2026-01-05 09:03
wait header.Content-Type~text/plain in 90: as client GET /v1/mine/letters/$letter/receipt
receipt as client GET /v1/mine/letters/$letter/receipt => true letter.sent
audit 20
