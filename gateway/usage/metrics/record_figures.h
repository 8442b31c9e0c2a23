#pragma once

#include "genai_words.h"
#include "series_book.h"

namespace gateway::usage {

struct FigureOptions {
    ProviderNames providers;
    bool higressNames = false; ///< also count under the names that Higress has
};

/// Takes a settled exchange into the book: once. What is unknown is not observed, rather
/// than as 0.
void addRecord(SeriesBook& book, const ExchangeRecord& record, const FigureOptions& options);

} // namespace gateway::usage
