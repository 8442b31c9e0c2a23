#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench {

/// What a load showed between its two marks.
struct LoadResult {
    std::uint64_t requests = 0;
    std::uint64_t events = 0;
    std::uint64_t errors = 0; ///< at any time, not only between the marks
    std::uint64_t answers = 0; ///< as errors
    std::uint64_t reconnects = 0;
    double seconds = 0;
    double setup_ms = 0; ///< until all held streams had begun
    std::string firstError = {};
    std::string body = {}; ///< the one that all answers had
    std::vector<float> latencies_us = {};
    std::vector<float> firstBytes_us = {};
    std::vector<float> lags_us = {};

    /// One JSON object on one line. Sorts the samples.
    std::string toJson();
};

} // namespace bench
