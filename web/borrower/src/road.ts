// web/borrower/src/road.ts: what is loaded when a person registers, applies or looks at a loan.
import "./road.css";

export { ApplicationPage } from "./application";
export { ApplyPage } from "./apply";
export { ConsentsPage } from "./consents";
export { DetailsPage } from "./details";
export { EarlyPage } from "./early";
export { LoanPage, LoansPage } from "./loan";
export { NoticesPage } from "./notices";
export { DocumentPage } from "./own_document";
export { ProfilePage } from "./profile";
export { RegisterPage } from "./register";
export { Sessions } from "./sessions";
export { SignPage } from "./sign";
