package io.holdfast.bootstrap.journeys;

/// Bodies that a Telco client sends.
final class TelcoRequests {

    private TelcoRequests() {}

    static String customer(String id) {
        return """
        {"customerID": "%s", "gender": "Female", "SeniorCitizen": 0, "Partner": "Yes",
         "Dependents": "No", "tenure": 2, "PhoneService": "Yes", "MultipleLines": "No",
         "InternetService": "Fiber optic", "OnlineSecurity": "No", "OnlineBackup": "No",
         "DeviceProtection": "No", "TechSupport": "No", "StreamingTV": "Yes",
         "StreamingMovies": "No", "Contract": "Month-to-month", "PaperlessBilling": "Yes",
         "PaymentMethod": "Electronic check", "MonthlyCharges": 84.5, "TotalCharges": 169.0}
        """
                .formatted(id);
    }
}
