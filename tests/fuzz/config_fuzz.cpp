// A configuration: read, written, read again, edited into another; and what is
// worked out of it before the first request.

#include "input.h"

#include "gateway/config/document.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/upstream_endpoint.h"

#include <algorithm>

using fuzz::Input;
using fuzz::require;
using namespace gateway;

namespace {

void checkIssues(const std::vector<config::Issue>& issues, bool isValid)
{
    const bool hasError = std::any_of(issues.begin(), issues.end(),
        [](const config::Issue& issue) { return issue.level == config::Issue::Level::Error; });
    require(isValid != hasError, "a configuration is valid or has an error");
    for (const config::Issue& issue : issues) {
        const std::string line = toText(issue);
        require(!issue.message.isEmpty() && line.find('\n') == std::string::npos, "an issue is one line");
    }
}

bool isOneLine(std::string_view text)
{
    return std::all_of(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != 0x7f; });
}

/// Nothing of a configuration can break a request up.
void checkEndpoints(const config::Settings& settings)
{
    static const auto catalog = providers::Catalog::load();
    require(catalog.has_value(), "the catalog is there");
    for (const config::ProviderSettings& provider : settings.providers) {
        const auto endpoint = providers::resolveEndpoint(provider, **catalog);
        if (!endpoint) {
            require(!endpoint.error().message.isEmpty(), "an endpoint that is none is explained");
            continue;
        }
        require(endpoint->port > 0 && endpoint->port < 65536 && !endpoint->host.empty(),
            "an endpoint has a host and a port");
        require(isOneLine(endpoint->hostHeader) && endpoint->hostHeader.find(' ') == std::string::npos,
            "a host is one word");
        require(isOneLine(endpoint->chatPath) && endpoint->chatPath.starts_with('/')
                && endpoint->chatPath.find(' ') == std::string::npos,
            "a path is one word");
        for (const auto& [name, value] : providers::authorization(*endpoint, provider, Secret("sk-\r\nx: y\x7f")))
            require(isOneLine(name) && isOneLine(value), "what shows a key is one line");
    }
}

void checkDocument(const config::Document& document)
{
    std::vector<config::Issue> issues;
    const std::string text = document.toText();
    const auto again = config::Document::parse(text, issues);
    require(again && again->settings() == document.settings(), "what is written is read as it was");
    require(again->toText() == text, "what is written twice is written alike");
    const auto edited = config::Document().with(document.settings(), issues);
    require(edited && edited->settings() == document.settings(), "any configuration can be edited into this one");
    const auto back = document.with(config::demoSettings(), issues);
    require(back && back->settings() == config::demoSettings(), "and this one into any");
    checkEndpoints(document.settings());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Input input(data, size);
    std::vector<config::Issue> issues;
    const auto document = config::Document::parse(input.unfolded(), issues);
    checkIssues(issues, document.has_value());
    if (document)
        checkDocument(*document);
    return 0;
}
