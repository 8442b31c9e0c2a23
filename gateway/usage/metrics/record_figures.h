#pragma once

#include "genai_words.h"
#include "series_book.h"

namespace gateway::usage {

struct FigureOptions {
    ProviderNames providers;
    bool higressNames = false; ///< also count under the names that Higress uses
};

/// Adds a settled exchange to the book; call it once. Unknown values are not observed, instead of counting as 0.
void addRecord(SeriesBook& book, const ExchangeRecord& record, const FigureOptions& options);

} // namespace gateway::usage
