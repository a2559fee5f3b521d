package io.holdfast.adapters.ml.smile;

import io.holdfast.domain.ingestion.quality.AnomalyDetector;
import io.holdfast.domain.ingestion.quality.AnomalyDetectorContract;

class IsolationForestDetectorTest implements AnomalyDetectorContract {

    @Override
    public AnomalyDetector detector() {
        return new IsolationForestDetector();
    }
}
