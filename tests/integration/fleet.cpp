#include "fleet.h"

#include "catch.h"

#include <iterator>
#include <vector>

namespace tests {

GatewayProcess::Options withFleetKeys()
{
    GatewayProcess::Options options;
    for (std::size_t i = 0; i < std::size(kFleetNames); ++i)
        options.environment.emplace_back(kFleetNames[i], kFleetKeys[i]);
    return options;
}

Json member(const std::string& id, const FakeUpstream& upstream, std::size_t keys)
{
    std::vector<std::string> references;
    for (std::size_t i = 0; i < keys; ++i)
        references.push_back(std::string("env:") + kFleetNames[i]);
    Json made = provider(id, upstream.baseUrl(), references);
    made["key_failover"]["check_interval_ms"] = 100;
    made["timeouts"] = {{"connect_ms", 5000}, {"first_byte_ms", 5000}, {"idle_ms", 5000}, {"total_ms", 10000}};
    return made;
}

std::size_t countOf(const FakeUpstream& upstream, const std::string& key)
{
    std::size_t count = 0;
    for (const auto& request : upstream.requests())
        count += request.bearer() == key;
    return count;
}

std::string providerOf(const HttpAnswer& answer)
{
    CAPTURE(answer.raw.substr(0, 1500));
    CHECK(answer.status == 200);
    return answer.headerOr("x-signalbox-provider");
}

} // namespace tests
