package io.holdfast.domain.ingestion.quality;

class DistanceDetectorTest implements AnomalyDetectorContract {

    @Override
    public AnomalyDetector detector() {
        return new DistanceDetector();
    }
}
