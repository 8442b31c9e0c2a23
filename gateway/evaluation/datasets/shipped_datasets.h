#pragma once

#include "gateway/core/text/sentence.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::evaluation {

/// A dataset that is part of the program: 12 to 20 rows in English and Chinese that need no judge. A value.
struct ShippedDataset {
    std::string name;     ///< by which it is chosen, such as "reasoning"
    Sentence description; ///< what it asks for, without a period at the end
    QString path;         ///< for `Dataset::open()`; a file within the program
};

/// All of them, in the order in which they are listed. Any thread.
const std::vector<ShippedDataset>& shippedDatasets();

/// The one with that name; empty: there is none. Any thread.
std::optional<ShippedDataset> shippedDataset(std::string_view name);

/// Its file as JSON Lines, for example to save a copy. Any thread.
QByteArray contentOf(const ShippedDataset& dataset);

} // namespace gateway::evaluation
