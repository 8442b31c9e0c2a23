#include "said_text.h"

#include "gateway/protocol/token_estimate.h"

#include <algorithm>

namespace gateway::protocol {

void SaidText::add(int choice, int part, What what, std::string_view piece)
{
    if (m_isTooMuch)
        return estimate(what, piece);
    Text& text = at(choice, part, what);
    if (what == What::CallName && text.text == piece) // some say it with every piece of the arguments
        return;
    m_bytes += piece.size();
    text.text.append(piece);
    m_isTooMuch = m_bytes > kMostBytes || m_texts.size() > kMostTexts;
    if (!m_isTooMuch)
        return;
    for (const Text& each : m_texts)
        estimate(each.what, each.text);
    m_texts = {};
}

void SaidText::estimate(What what, std::string_view text)
{
    (what == What::Thought ? m_thoughtTokens : m_outputTokens) += estimateTokens(text);
}

/// Mostly the one that grew before.
SaidText::Text& SaidText::at(int choice, int part, What what)
{
    const auto is = [&](const Text& text) { return text.choice == choice && text.part == part && text.what == what; };
    if (m_last < m_texts.size() && is(m_texts[m_last]))
        return m_texts[m_last];
    const auto found = std::ranges::find_if(m_texts, is);
    m_last = static_cast<std::size_t>(found - m_texts.begin());
    return found == m_texts.end() ? m_texts.emplace_back(Text{choice, part, what}) : *found;
}

} // namespace gateway::protocol
