#pragma once

#include "catch.h"

#include "gateway_process.h"
#include "http_client.h"

#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace tests {

/// Parses with Prometheus' own library.
class Metrics {
public:
    explicit Metrics(const std::string& text, bool isOpenMetrics = false)
    {
        std::vector<std::string> arguments{SIGNALBOX_TEST_SUPPORT "/read_metrics.py"};
        if (isOpenMetrics)
            arguments.emplace_back("--openmetrics");
        const Ran ran = runProgram("/usr/bin/python3", arguments, text);
        INFO(ran.err);
        REQUIRE(ran.status == 0);
        m_read = Json::parse(ran.out);
    }
    /// The sum over all series with these labels; NaN: none.
    double sum(const std::string& name, const std::vector<std::pair<std::string, std::string>>& labels = {}) const
    {
        double sum = std::nan("");
        for (const Json& sample : m_read["samples"]) {
            bool isWanted = sample["name"] == name;
            for (const auto& [key, value] : labels)
                isWanted = isWanted && sample["labels"].value(key, std::string()) == value;
            if (isWanted)
                sum = (std::isnan(sum) ? 0 : sum) + sample["value"].get<double>();
        }
        return sum;
    }
    std::string type(const std::string& family) const { return m_read["families"].value(family, std::string()); }

private:
    Json m_read;
};

inline HttpAnswer scrape(int port, const std::string& accept = "text/plain")
{
    return get(port, "/metrics", {{"Accept", accept}});
}

} // namespace tests
