package io.holdfast.adapters.ml;

import io.holdfast.domain.models.ModelLoader;
import io.holdfast.domain.models.ModelTrainer;
import io.holdfast.domain.models.ModelTrainerContract;

class MlAdapterTest implements ModelTrainerContract {

    @Override
    public ModelTrainer trainer() {
        return MlAdapter.trainer(2);
    }

    @Override
    public ModelLoader loader() {
        return MlAdapter.loader();
    }
}
