#include "format_quirks.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

struct Named {
    std::string_view name;
    bool FormatQuirks::*flag;
};

constexpr std::array kQuirks{
    Named{"foreign_signatures", &FormatQuirks::foreignSignatures},
    Named{"no_json_schema", &FormatQuirks::noJsonSchema},
    Named{"openapi_schemas", &FormatQuirks::openApiSchemas},
};

} // namespace

bool setQuirk(FormatQuirks& quirks, std::string_view name)
{
    const auto found = std::ranges::find(kQuirks, name, &Named::name);
    if (found != kQuirks.end())
        quirks.*found->flag = true;
    return found != kQuirks.end();
}

} // namespace gateway::protocol
