#include "csv_field.h"

namespace gateway {

namespace {

/// Source: OWASP, "CSV Injection": what spreadsheets take for a formula.
bool looksLikeFormula(std::string_view text)
{
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

} // namespace

std::string csvField(std::string_view text)
{
    std::string field = looksLikeFormula(text) ? "'" : "";
    if (text.find_first_of("\",\r\n") == std::string_view::npos)
        return field.append(text);
    field.insert(0, 1, '"');
    for (const char c : text)
        field.append(c == '"' ? 2 : 1, c);
    return field + '"';
}

} // namespace gateway
