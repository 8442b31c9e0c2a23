#include "codec.h"

#include "client_names.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace gateway::protocol {

namespace {

// The list goes into a header, and web servers in front of the gateway limit all headers to 4 KiB by default. Source:
// nginx, proxy_buffer_size; read 2026-11-28.
constexpr std::size_t kMostNamed = 40;
constexpr std::size_t kMostBytes = 2500;
constexpr std::string_view kMore = "further fields";

bool isFull(const std::vector<std::string>& list)
{
    std::size_t bytes = 0;
    for (const std::string& each : list)
        bytes += each.size();
    return list.size() >= kMostNamed || bytes >= kMostBytes;
}

} // namespace

void Losses::nameFor(const Conversation& request)
{
    m_client = request.origin;
    m_countsTokens = request.sampling.topLogProbs.value_or(0) > 0;
    m_spellings = request.spellings;
    m_metadata.clear();
    if (request.origin == Format::Anthropic && request.metadata.is_object())
        for (const auto& [key, value] : request.metadata.items())
            m_metadata.push_back("metadata." + key);
}

void Losses::add(std::string what)
{
    if (what == "metadata" && !m_metadata.empty()) {
        for (const std::string& each : m_metadata)
            put(each);
        return;
    }
    if (m_client)
        what = clientName(*m_client, m_countsTokens, what);
    put(m_spellings.empty() ? std::move(what) : asWritten(m_spellings, what));
}

void Losses::put(std::string what)
{
    const bool isKnown = std::find(m_list.begin(), m_list.end(), what) != m_list.end();
    if (isKnown || (!m_list.empty() && m_list.back() == kMore))
        return;
    m_list.push_back(isFull(m_list) ? std::string(kMore) : std::move(what));
}

void Losses::addPromptedSchema()
{
    m_isSchemaPrompted = true;
    add("response_format: the schema is told, not enforced");
}

} // namespace gateway::protocol
