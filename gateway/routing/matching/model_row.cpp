#include "model_row.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace gateway::routing {

TextEdges::TextEdges(std::string_view text)
{
    const std::size_t size = std::min(text.size(), sizeof front);
    for (std::size_t i = 0; i < size; ++i) {
        front |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
        back |= std::uint64_t{static_cast<unsigned char>(text[text.size() - 1 - i])} << (8 * i);
    }
}

void ModelRow::setEdge(const config::TextMatch& match)
{
    using Kind = config::TextMatch::Kind;
    const auto& [kind, text] = match;
    isBack = kind == Kind::Suffix;
    isEdgeAll = false;
    edge = edgeSize = 0;
    if (kind != Kind::Exact && kind != Kind::Prefix && kind != Kind::Suffix)
        return;
    const TextEdges edges(text);
    edge = isBack ? edges.back : edges.front;
    edgeSize = static_cast<std::uint8_t>(std::min(text.size(), sizeof edge));
    isEdgeAll = kind != Kind::Exact && edgeSize == text.size() && text.find('\0') == std::string::npos;
}

} // namespace gateway::routing
