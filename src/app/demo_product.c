#include "app/demo_product.h"

#include "policy/policy_store.h"
#include "product/disclosure.h"
#include "product/price.h"

#define TENGE(whole) ((struct nes_money){ (whole) * INT64_C(100) })

static struct nes_product consumer(struct nes_date today)
{
    return (struct nes_product){
        .code = NES_STR("consumer"),
        .name_kk = NES_STR("Тұтынушылық микрокредит"),
        .name_ru = NES_STR("Потребительский микрокредит"),
        .name_en = NES_STR("Consumer microcredit"),
        .from = today,
        .offered = true,
        .class = NES_CLASS_CONSUMER,
        .amount_min = TENGE(50'000),
        .amount_max = TENGE(500'000),
        .amount_step = TENGE(10'000),
        .periods_min = 3,
        .periods_max = 24,
        .rate = { 9, 25 },
        .methods = 1u << NES_ANNUITY | 1u << NES_DIFFERENTIATED | 1u << NES_BULLET,
        .day_count = NES_30_360,
        .weekend = NES_WEEKEND_KEEP,
        .penalty = { 1, 200 },
        .alone_max = TENGE(300'000),
        .offer_days = 5,
    };
}

static struct nes_product business(struct nes_date today)
{
    struct nes_product product = consumer(today);

    product.code = NES_STR("business");
    product.name_kk = NES_STR("Бизнеске арналған микрокредит");
    product.name_ru = NES_STR("Микрокредит для бизнеса");
    product.name_en = NES_STR("Business microcredit");
    product.class = NES_CLASS_BUSINESS;
    product.amount_max = TENGE(5'000'000);
    return product;
}

static const struct {
    enum nes_disclosure_kind kind;
    struct nes_str kk, ru;
} texts[] = {
    { NES_DISCLOSURE_RULES,
      NES_STR_INIT(
          "Микрокредит беру қағидалары (үлгі)\n"
          "1. Ұйым микрокредитті теңгемен, қайтарымдылық, мерзімділік және ақылылық шарттарымен береді.\n"
          "2. Өтініш жеке кабинет арқылы беріледі. Шешім қабылданғанға дейін кредиттік есеп, ерікті бас тарту, "
          "қаржылық мониторинг тізімдері және борыштық жүктеме тексеріледі.\n"
          "3. Клиентке өтеудің үш әдісі бойынша кестелердің жобалары ұсынылады: сараланған, аннуитеттік, "
          "мерзім соңындағы бір төлем. Әдісті клиент таңдайды.\n"
          "4. Сыйақыдан және айыпақыдан басқа ешқандай төлем алынбайды. Мерзімінен бұрын өтеу тегін.\n"
          "5. Шарт кемінде екі тәсілмен бірдейлендіруден кейін жасалады; соның бірі — биометриялық.\n"),
      NES_STR_INIT(
          "Правила предоставления микрокредитов (образец)\n"
          "1. Организация предоставляет микрокредиты в тенге на условиях возвратности, срочности и платности.\n"
          "2. Заявление подаётся через личный кабинет. До решения проверяются кредитный отчёт, добровольный "
          "отказ, перечни финансового мониторинга и долговая нагрузка.\n"
          "3. Клиенту предлагаются проекты графиков по трём методам: дифференцированному, аннуитетному и одним "
          "платежом в конце срока. Метод выбирает клиент.\n"
          "4. Кроме вознаграждения и неустойки никакие платежи не взимаются. Досрочное погашение бесплатно.\n"
          "5. Договор заключается после аутентификации не менее чем двумя способами, один из них "
          "биометрический.\n") },
    { NES_DISCLOSURE_RIGHTS,
      NES_STR_INIT(
          "Қарыз алушының құқықтары мен міндеттері (үлгі)\n"
          "Құқықтар: шартқа қол қоюдан бас тарту; кез келген уақытта толық немесе ішінара мерзімінен бұрын тегін "
          "өтеу; берешек пен төлемдер туралы ақпарат алу; мерзімі өткен күннен бастап 30 күн ішінде шарт "
          "талаптарын өзгертуді сұрау; шағым беру және микроқаржы омбудсманына жүгіну.\n"
          "Міндеттер: микрокредитті және сыйақыны кесте бойынша қайтару; мерзімі өткен төлем үшін айыпақы "
          "төлеу; деректер өзгергенін хабарлау.\n"
          "Мерзімін өткізудің салдары: айыпақы, кредиттік бюроға мәлімет, өндіріп алу.\n"),
      NES_STR_INIT("Права и обязанности заёмщика (образец)\n"
                   "Права: отказаться от подписания договора; в любое время бесплатно погасить досрочно полностью или "
                   "частично; получать сведения о долге и платежах; в течение 30 дней просрочки просить об изменении "
                   "условий; подать жалобу и обратиться к микрофинансовому омбудсману.\n"
                   "Обязанности: вернуть микрокредит и вознаграждение по графику; уплатить неустойку за просроченный "
                   "платёж; сообщать об изменении данных.\n"
                   "Последствия просрочки: неустойка, сведения в кредитное бюро, взыскание.\n") },
};

static struct nes_err publish_product(struct nes_tx *tx, struct nes_product product, struct nes_date today)
{
    struct nes_price_rules rules;
    struct nes_policy policy;

    product.maker = nes_tx_new_id(tx);
    NES_TRY(nes_policy_load(tx, &policy));
    NES_TRY(nes_price_rules_on(&policy, today, &rules));
    NES_TRY(nes_price_corners(&rules, &product, nes_tx_arena(tx), &product.effective_e1));
    NES_TRY(nes_product_propose(tx, &product));
    return nes_product_decide(tx, &product, nes_tx_new_id(tx), true);
}

struct nes_err nes_demo_product(struct nes_tx *tx, const struct nes_crypto *crypto, struct nes_date today)
{
    for (size_t i = 0; i < NES_LEN(texts); i++) {
        struct nes_disclosure text = { .kind = texts[i].kind,
                                       .from = today,
                                       .body_kk = texts[i].kk,
                                       .body_ru = texts[i].ru,
                                       .hash_kk = nes_sha256(crypto, texts[i].kk),
                                       .hash_ru = nes_sha256(crypto, texts[i].ru),
                                       .maker = nes_tx_new_id(tx) };

        NES_TRY(nes_disclosure_propose(tx, &text));
        NES_TRY(nes_disclosure_decide(tx, text.id, nes_tx_new_id(tx), true));
    }
    NES_TRY(publish_product(tx, consumer(today), today));
    return publish_product(tx, business(today), today);
}
