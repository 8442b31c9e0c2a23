#include "placed_system_body.h"

#include "late_system.h"
#include "placed_system.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/find_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// The field names of a format.
struct BodyWords {
    Format format;
    const char* list; ///< of messages
    const char* partType;
};

constexpr std::array kBodies{
    BodyWords{Format::OpenAiChat, "messages", "text"},
    BodyWords{Format::OllamaChat, "messages", "text"},
    BodyWords{Format::Anthropic, "messages", "text"},
    BodyWords{Format::OpenAiResponses, "input", "input_text"},
};

const BodyWords* wordsOf(Format format)
{
    const auto found = std::ranges::find(kBodies, format, &BodyWords::format);
    return found == kBodies.end() ? nullptr : &*found;
}

bool isSystemRole(std::string_view role) { return role == "system" || role == "developer"; }

bool holdsResults(const Json& message)
{
    const Json& content = json::fieldOf(message, "content");
    return content.is_array()
        && std::ranges::any_of(content, [](const Json& block) { return json::textOf(block, "type") == "tool_result"; });
}

Speaker speakerOfItem(const std::string& type)
{
    if (type.ends_with("_output"))
        return Speaker::Results;
    return type == "additional_tools" || type == "item_reference" ? Speaker::Aside : Speaker::Assistant;
}

Speaker speakerOf(const Json& message, Format format)
{
    if (format == Format::OpenAiResponses)
        if (const std::string type = json::textOf(message, "type"); !type.empty() && type != "message")
            return speakerOfItem(type);
    const std::string role = json::textOf(message, "role");
    if (isSystemRole(role))
        return Speaker::System;
    if (role == "tool" || role == "function")
        return Speaker::Results;
    if (role != "user")
        return Speaker::Assistant;
    return holdsResults(message) ? Speaker::UserWithResults : Speaker::User;
}

/// The content of a system message.
struct Said {
    std::string words;
    Json others = Json::array(); ///< parts other than text
    Json mark; ///< cache mark
};

Said saidIn(const Json& message, Losses& losses)
{
    constexpr std::array<std::string_view, 5> kUsual{"role", "content", "type", "id", "status"};
    Said said;
    const Json& content = json::fieldOf(message, "content");
    if (content.is_string())
        said.words = content.get<std::string>();
    if (content.is_array())
        for (const Json& part : content) {
            const std::string type = json::textOf(part, "type");
            if (type != "text" && type != "input_text") {
                said.others.push_back(part);
                continue;
            }
            addParagraph(said.words, json::textOf(part, "text"));
            if (part.contains("cache_control"))
                said.mark = part["cache_control"];
        }
    for (const auto& [key, value] : message.items())
        if (std::ranges::find(kUsual, key) == kUsual.end())
            losses.add("messages: " + key);
    return said;
}

class BodyPlacing {
public:
    BodyPlacing(const BodyWords& words, SystemPlace place, Json& body, Losses& losses)
        : m_words(words), m_place(place), m_body(body), m_list(body[words.list]), m_losses(losses)
    {
        for (const Json& message : m_list)
            m_speakers.push_back(message.is_object() ? speakerOf(message, words.format) : Speaker::Aside);
        m_leading = leadingEntries(m_speakers);
    }

    bool place()
    {
        const std::vector<LateSystem> late = lateSystems(m_speakers, false);
        const bool isFolded = mustFold();
        if (late.empty() && !isFolded)
            return false;
        if (!late.empty()) {
            m_losses.add(kSystemMoved);
            tell(late);
        }
        if (isFolded)
            fold();
        return true;
    }

private:
    bool isLeadingSystem(std::size_t at) const { return m_speakers[at] == Speaker::System; }

    bool mustFold() const
    {
        const auto count = std::count(m_speakers.begin(), m_speakers.begin() + static_cast<std::ptrdiff_t>(m_leading), Speaker::System);
        if (m_words.format == Format::Anthropic) // it belongs above the messages
            return count > 0;
        const bool isInstructed = m_words.format == Format::OpenAiResponses && !json::textOf(m_body, "instructions").empty();
        return m_place == SystemPlace::OneAtFront && count + (isInstructed ? 1 : 0) > 1;
    }

    /// A further text, and the parts other than text.
    Json partsOf(const Said& said)
    {
        Json parts = Json::array();
        if (const std::string reminder = asReminder(said.words); !reminder.empty())
            parts.push_back(Json{{"type", m_words.partType}, {"text", reminder}});
        for (const Json& other : said.others)
            parts.push_back(other);
        if (said.mark.is_null())
            return parts;
        if (m_words.format == Format::Anthropic && !parts.empty())
            parts.back()["cache_control"] = said.mark;
        else
            m_losses.add("cache_control");
        return parts;
    }

    static bool isPlain(const Json& parts)
    {
        return std::ranges::all_of(parts, [](const Json& part) { return part.contains("text") && part.size() == 2; });
    }

    static std::string joined(const Json& parts)
    {
        std::string text;
        for (const Json& part : parts)
            addParagraph(text, json::textOf(part, "text"));
        return text;
    }

    /// The content of a user turn with `before` and `after` around it.
    Json withParts(const Json& content, const Json& before, const Json& after) const
    {
        if (!content.is_array() && isPlain(before) && isPlain(after)) {
            std::string text = joined(before);
            addParagraph(text, content.is_string() ? content.get<std::string>() : std::string());
            addParagraph(text, joined(after));
            return text;
        }
        Json parts = before;
        if (content.is_array())
            parts.insert(parts.end(), content.begin(), content.end());
        else if (content.is_string() && !content.get_ref<const std::string&>().empty())
            parts.push_back(Json{{"type", m_words.partType}, {"text", content}});
        parts.insert(parts.end(), after.begin(), after.end());
        return parts;
    }

    Json turnOf(const Json& parts) const
    {
        Json turn;
        if (m_words.format == Format::OpenAiResponses)
            turn["type"] = "message";
        turn["role"] = "user";
        turn["content"] = m_words.format == Format::OpenAiResponses || !isPlain(parts) ? parts : Json(joined(parts));
        return turn;
    }

    struct Additions {
        Json before = Json::array();
        Json beginning = Json::array();
        Json end = Json::array();
    };

    void tell(const std::vector<LateSystem>& late)
    {
        std::vector<Additions> additions(m_list.size() + 1);
        for (const LateSystem& each : late) {
            const Json parts = partsOf(saidIn(m_list[each.from], m_losses));
            Additions& at = additions[each.at];
            Json& there = each.to == LateSystem::To::EndOf ? at.end : each.to == LateSystem::To::BeginningOf ? at.beginning : at.before;
            there.insert(there.end(), parts.begin(), parts.end());
        }
        Json placed = Json::array();
        for (std::size_t i = 0; i <= m_list.size(); ++i) {
            const Additions& here = additions[i];
            if (!here.before.empty())
                placed.push_back(turnOf(here.before));
            if (i == m_list.size() || (i >= m_leading && isLeadingSystem(i)))
                continue;
            placed.push_back(std::move(m_list[i]));
            if (!here.beginning.empty() || !here.end.empty())
                placed.back()["content"] = withParts(json::fieldOf(placed.back(), "content"), here.beginning, here.end);
        }
        m_list = std::move(placed);
    }

    void fold()
    {
        Json kept = Json::array();
        Said all;
        std::size_t first = m_leading;
        for (std::size_t i = 0; i < m_list.size(); ++i) {
            if (i >= m_leading || !isLeadingSystem(i)) {
                kept.push_back(std::move(m_list[i]));
                continue;
            }
            first = std::min(first, i);
            Said said = saidIn(m_list[i], m_losses);
            addParagraph(all.words, said.words);
            all.others.insert(all.others.end(), said.others.begin(), said.others.end());
            if (!said.mark.is_null())
                all.mark = std::move(said.mark);
        }
        m_list = std::move(kept);
        if (m_words.format == Format::Anthropic)
            return sayAtTop(all);
        if (!all.mark.is_null())
            m_losses.add("cache_control");
        if (m_words.format == Format::OpenAiResponses)
            return instruct(all);
        Json content = all.words;
        if (!all.others.empty()) {
            content = Json::array({Json{{"type", "text"}, {"text", all.words}}});
            content.insert(content.end(), all.others.begin(), all.others.end());
        }
        m_list.insert(m_list.begin() + static_cast<std::ptrdiff_t>(first), Json{{"role", "system"}, {"content", std::move(content)}});
    }

    void instruct(const Said& all)
    {
        if (!all.others.empty())
            m_losses.add("input: a system message's content that is no text");
        std::string instructions = json::textOf(m_body, "instructions");
        addParagraph(instructions, all.words);
        m_body["instructions"] = std::move(instructions);
    }

    void sayAtTop(const Said& all)
    {
        if (!all.others.empty())
            m_losses.add("messages: a system message's content that is no text");
        if (all.words.empty())
            return;
        Json& system = m_body["system"];
        if (!system.is_array() && all.mark.is_null()) {
            std::string text = system.is_string() ? system.get<std::string>() : std::string();
            addParagraph(text, all.words);
            system = std::move(text);
            return;
        }
        if (system.is_string())
            system = Json::array({Json{{"type", "text"}, {"text", std::move(system)}}});
        else if (!system.is_array())
            system = Json::array();
        Json block{{"type", "text"}, {"text", (system.empty() ? "" : "\n\n") + all.words}};
        if (!all.mark.is_null())
            block["cache_control"] = all.mark;
        system.push_back(std::move(block));
    }

    const BodyWords& m_words;
    SystemPlace m_place;
    Json& m_body;
    Json& m_list;
    Losses& m_losses;
    std::vector<Speaker> m_speakers;
    std::size_t m_leading = 0;
};

/// The next position of `word` at or after `from` where it is a value; npos if there is none.
std::size_t valueAt(std::string_view body, std::string_view word, std::size_t from)
{
    for (std::size_t at = findByEnd(body, word, from); at != std::string_view::npos; at = findByEnd(body, word, at + 1)) {
        const std::size_t next = body.find_first_not_of(" \t\r\n", at + word.size());
        if (next == std::string_view::npos || body[next] != ':')
            return at;
    }
    return std::string_view::npos;
}

} // namespace

bool mayHoldMisplacedSystem(Format format, SystemPlace place, std::string_view body)
{
    if (place == SystemPlace::Middle || !wordsOf(format))
        return false;
    constexpr std::array<std::string_view, 2> kSystems{R"("system")", R"("developer")"};
    constexpr std::array<std::string_view, 2> kTurns{R"("user")", R"("assistant")"};
    const bool isOneOnly = place == SystemPlace::OneAtFront || format == Format::Anthropic;
    std::size_t most = isOneOnly ? 1 : std::string_view::npos;
    if (format == Format::Anthropic || (format == Format::OpenAiResponses && holdsText(body, R"("instructions")")))
        most = 0;
    std::size_t count = 0;
    std::size_t last = 0;
    for (const std::string_view role : kSystems)
        for (std::size_t at = valueAt(body, role, 0); at != std::string_view::npos; at = valueAt(body, role, at + 1)) {
            if (++count > most)
                return true;
            last = std::max(last, at);
        }
    return std::ranges::any_of(kTurns, [before = body.substr(0, last)](std::string_view role) { return valueAt(before, role, 0) != std::string_view::npos; });
}

bool placeSystem(Format format, SystemPlace place, Json& body, Losses& losses)
{
    const BodyWords* const words = wordsOf(format);
    if (place == SystemPlace::Middle || !words || !body.is_object())
        return false;
    const auto list = body.find(words->list);
    return list != body.end() && list->is_array() && BodyPlacing(*words, place, body, losses).place();
}

} // namespace gateway::protocol
