// web/borrower/src/road.ts: what is loaded when a person registers, applies or looks at a loan.
import "./road.css";

export { ApplicationPage } from "./application";
export { ApplyPage } from "./apply";
export { LoanPage, LoansPage } from "./loan";
export { RegisterPage } from "./register";
