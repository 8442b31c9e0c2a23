#pragma once

#include "gateway/evaluation/runs/run_file.h"

#include <cstddef>
#include <optional>

namespace ui::models {

/// A row with its answers by two targets. A value.
struct ComparedRow {
    std::size_t row = 0; ///< of the dataset, from 0
    gateway::evaluation::RunFile::RowFacts facts;
    std::optional<gateway::evaluation::RunAnswer> a; ///< first sample; empty: not asked yet
    std::optional<gateway::evaluation::RunAnswer> b;
};

} // namespace ui::models
