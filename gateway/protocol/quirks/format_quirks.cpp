#include "format_quirks.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

struct NamedFormatQuirk {
    std::string_view name;
    bool FormatQuirks::*flag;
};

constexpr std::array kFormatQuirks{
    NamedFormatQuirk{"foreign_signatures", &FormatQuirks::foreignSignatures},
    NamedFormatQuirk{"relays_claude", &FormatQuirks::relaysClaude},
    NamedFormatQuirk{"no_json_schema", &FormatQuirks::noJsonSchema},
    NamedFormatQuirk{"openapi_schemas", &FormatQuirks::openApiSchemas},
    NamedFormatQuirk{"tools_to_128", &FormatQuirks::toolsTo128},
    NamedFormatQuirk{"json_or_tools", &FormatQuirks::jsonOrTools},
    NamedFormatQuirk{"stateless_responses", &FormatQuirks::statelessResponses},
    NamedFormatQuirk{"no_embeddings", &FormatQuirks::noEmbeddings},
    NamedFormatQuirk{"no_completions", &FormatQuirks::noCompletions},
};

} // namespace

bool setQuirk(FormatQuirks& quirks, std::string_view name)
{
    const auto found = std::ranges::find(kFormatQuirks, name, &NamedFormatQuirk::name);
    if (found != kFormatQuirks.end())
        quirks.*found->flag = true;
    return found != kFormatQuirks.end();
}

} // namespace gateway::protocol
