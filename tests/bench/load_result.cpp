#include "load_result.h"

#include <algorithm>
#include <cstdio>
#include <functional>

namespace bench {

namespace {

void add(std::string& json, const char* name, double value)
{
    char text[128];
    std::snprintf(text, sizeof text, "%s\"%s\":%.6g", json.empty() ? "" : ",", name, value);
    json += text;
}

void add(std::string& json, const char* name, std::uint64_t value)
{
    json += (json.empty() ? "\"" : ",\"") + std::string(name) + "\":" + std::to_string(value);
}

void add(std::string& json, const char* name, const std::string& value)
{
    std::string text;
    for (const char c : value) {
        if (c == '"' || c == '\\')
            text += '\\';
        text += static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~' ? ' ' : c;
    }
    json += ",\"" + std::string(name) + "\":\"" + text + '"';
}

void addShares(std::string& json, const std::string& name, std::vector<float>& samples)
{
    if (samples.empty())
        return;
    std::sort(samples.begin(), samples.end());
    add(json, (name + "_p50_us").c_str(), static_cast<double>(samples[samples.size() / 2]));
    add(json, (name + "_p99_us").c_str(), static_cast<double>(samples[samples.size() * 99 / 100]));
}

} // namespace

std::string LoadResult::toJson()
{
    std::string json;
    add(json, "requests", requests);
    add(json, "events", events);
    add(json, "answers", answers);
    add(json, "errors", errors);
    add(json, "reconnects", reconnects);
    add(json, "seconds", seconds);
    add(json, "setup_ms", setup_ms);
    if (seconds > 0) {
        add(json, "requests_per_s", static_cast<double>(requests) / seconds);
        add(json, "events_per_s", static_cast<double>(events) / seconds);
    }
    addShares(json, "latency", latencies_us);
    addShares(json, "first_byte", firstBytes_us);
    addShares(json, "lag", lags_us);
    add(json, "body", std::to_string(body.size()) + ":" + std::to_string(std::hash<std::string>{}(body)));
    add(json, "first_error", firstError);
    return "{" + json + "}";
}

} // namespace bench
