package io.holdfast.domain.models;

class InMemoryModelTrainerTest implements ModelTrainerContract {

    private final InMemoryModelTrainer fake = new InMemoryModelTrainer();

    @Override
    public ModelTrainer trainer() {
        return fake;
    }

    @Override
    public ModelLoader loader() {
        return fake;
    }
}
