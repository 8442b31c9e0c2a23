#include "hash_key.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::routing {

namespace {

/// Source: RFC 6265 §4.2.1: pairs separated by semicolons.
std::string cookie(const http::Headers& headers, std::string_view name)
{
    for (const auto& [header, value] : headers.fields()) {
        if (!equalsIgnoringCase(header, "cookie"))
            continue;
        for (std::string_view rest = value; !rest.empty();) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            const std::string_view pair = trimmed(rest.substr(0, end));
            const std::size_t equals = pair.find('=');
            if (equals != std::string_view::npos && pair.substr(0, equals) == name)
                return std::string(pair.substr(equals + 1));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return {};
}

std::string header(const http::Headers& headers, std::string_view name)
{
    return std::string(headers.find(name).value_or(std::string_view()));
}

/// "http_x_session_id" is the header "x-session-id".
std::string headerOfVariable(const http::Headers& headers, std::string_view name)
{
    std::string dashed(name);
    std::replace(dashed.begin(), dashed.end(), '_', '-');
    const auto value = headers.find(dashed);
    return value ? std::string(*value) : header(headers, name);
}

std::string variable(std::string_view name, const RequestFacts& facts)
{
    const http::RequestHead& head = *facts.head;
    const auto behind = [&](std::string_view prefix) { return name.substr(prefix.size()); };
    if (name.starts_with("http_"))
        return headerOfVariable(head.headers, behind("http_"));
    if (name.starts_with("arg_"))
        return head.queryParameter(behind("arg_")).value_or(std::string());
    if (name.starts_with("cookie_"))
        return cookie(head.headers, behind("cookie_"));
    if (name == "remote_addr")
        return facts.clientAddress.empty() ? head.peer : std::string(facts.clientAddress);
    if (name == "host")
        return head.host;
    if (name == "uri")
        return head.path;
    if (name == "request_uri")
        return head.target;
    if (name == "args" || name == "query_string")
        return head.query;
    if (name == "request_method")
        return head.method;
    if (name == "scheme")
        return head.isSecure ? "https" : "http";
    if (name == "consumer_name")
        return std::string(facts.consumer);
    if (name == "model")
        return std::string(facts.model);
    return {};
}

bool isOfName(char c) { return c == '_' || (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z'); }

std::string combination(std::string_view text, const RequestFacts& facts)
{
    std::string key;
    while (!text.empty()) {
        const std::size_t dollar = std::min(text.find('$'), text.size());
        key += text.substr(0, dollar);
        text.remove_prefix(std::min(dollar + 1, text.size()));
        const bool isBraced = text.starts_with('{');
        text.remove_prefix(isBraced ? 1 : 0);
        const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isOfName) - text.begin());
        key += variable(text.substr(0, end), facts);
        text.remove_prefix(end + (isBraced && end < text.size() ? 1 : 0));
    }
    return key;
}

} // namespace

std::string hashKey(const config::BalancerSettings& settings, const RequestFacts& facts)
{
    const http::Headers& headers = facts.head->headers;
    if (settings.hashOn == "header")
        return header(headers, settings.key);
    if (settings.hashOn == "cookie")
        return cookie(headers, settings.key);
    if (settings.hashOn == "consumer")
        return std::string(facts.consumer);
    if (settings.hashOn == "vars_combinations")
        return combination(settings.key, facts);
    return variable(settings.key, facts);
}

} // namespace gateway::routing
