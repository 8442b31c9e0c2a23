#include "shipped_datasets.h"

#include <QResource>
#include <QtGlobal>

#include <algorithm>

// This function must be outside all namespaces; without it a static library would lose the resource.
static void initDatasetsResource() { Q_INIT_RESOURCE(datasets); }

namespace gateway::evaluation {

const std::vector<ShippedDataset>& shippedDatasets()
{
    static const std::vector<ShippedDataset> kDatasets = [] {
        initDatasetsResource();
        std::vector<ShippedDataset> datasets{
            {"reasoning", QT_TRANSLATE_NOOP("Error", "short problems of arithmetic, logic and counting"), {}},
            {"extraction", QT_TRANSLATE_NOOP("Error", "data from short texts as JSON that must match a schema"), {}},
            {"tool-choice", QT_TRANSLATE_NOOP("Error", "which tool to call with which arguments, or none"), {}},
        };
        for (ShippedDataset& dataset : datasets)
            dataset.path = QStringLiteral(":/datasets/%1.jsonl").arg(QString::fromStdString(dataset.name));
        return datasets;
    }();
    return kDatasets;
}

std::optional<ShippedDataset> shippedDataset(std::string_view name)
{
    const auto found = std::ranges::find(shippedDatasets(), name, &ShippedDataset::name);
    return found == shippedDatasets().end() ? std::nullopt : std::optional(*found);
}

QByteArray contentOf(const ShippedDataset& dataset) { return QResource(dataset.path).uncompressedData(); }

} // namespace gateway::evaluation
