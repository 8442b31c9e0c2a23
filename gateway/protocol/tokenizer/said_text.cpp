#include "said_text.h"

#include "gateway/core/text/utf8.h"

#include <algorithm>

namespace gateway::protocol {

void SaidText::add(int choice, int part, What what, std::string_view piece)
{
    Text* const text = at(choice, part, what);
    if (text && what == What::CallName && text->text == piece) // some servers repeat the name with each piece of the arguments
        return;
    const std::string_view kept = text ? piece.substr(0, wholeCharacters(piece, kMostBytes - m_bytes)) : std::string_view();
    (what == What::Thought ? m_moreThought : m_moreSaid) += piece.size() - kept.size();
    m_bytes += kept.size();
    if (text)
        text->text.append(kept);
}

/// Usually the text that grew last; null if there are too many to begin another one.
SaidText::Text* SaidText::at(int choice, int part, What what)
{
    const auto is = [&](const Text& text) { return text.choice == choice && text.part == part && text.what == what; };
    if (m_last < m_texts.size() && is(m_texts[m_last]))
        return &m_texts[m_last];
    const auto found = std::ranges::find_if(m_texts, is);
    if (found == m_texts.end() && m_texts.size() == kMostTexts)
        return nullptr;
    m_last = static_cast<std::size_t>(found - m_texts.begin());
    return found == m_texts.end() ? &m_texts.emplace_back(Text{choice, part, what}) : &*found;
}

} // namespace gateway::protocol
