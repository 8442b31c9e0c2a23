#include "placed_system.h"

#include "late_system.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gateway::protocol {

namespace {

/// Sources: docs.claude.com, Messages, system; ai.google.dev, GenerateContentRequest.systemInstruction;
/// docs.aws.amazon.com, Converse, system. Read 2026-11-22.
bool hasSystemAtTop(Format target)
{
    return target == Format::Anthropic || target == Format::Gemini || target == Format::Bedrock;
}

bool isSystem(const Message& message) { return message.role == Role::System || message.role == Role::Developer; }

Speaker speakerOf(const Message& message)
{
    if (isSystem(message))
        return Speaker::System;
    if (message.role == Role::Assistant)
        return Speaker::Assistant;
    const bool isBesideResults = std::ranges::any_of(
        message.parts, [](const Part& part) { return std::holds_alternative<ToolResult>(part.content); });
    return isBesideResults ? Speaker::UserWithResults : Speaker::User;
}

/// Joins the parts of the system messages at the beginning.
class Folding {
public:
    explicit Folding(bool keepsMarks) : m_keepsMarks(keepsMarks) { }

    void add(const Part& part)
    {
        const auto* const text = std::get_if<Text>(&part.content);
        if (!text) {
            m_parts.push_back(part);
            return;
        }
        auto* const last = m_parts.empty() ? nullptr : std::get_if<Text>(&m_parts.back().content);
        const bool isBound = last && m_keepsMarks && !m_parts.back().cacheControl.is_null();
        if (last && !isBound) {
            addParagraph(last->text, text->text);
            if (!part.cacheControl.is_null())
                m_parts.back().cacheControl = part.cacheControl;
        } else {
            m_parts.push_back(part);
            if (isBound)
                std::get<Text>(m_parts.back().content).text.insert(0, "\n\n");
        }
    }

    std::vector<Part> take() { return std::move(m_parts); }

private:
    bool m_keepsMarks;
    std::vector<Part> m_parts;
};

Message folded(const std::vector<Message>& messages, std::size_t count, bool keepsMarks, Losses& losses)
{
    Message one;
    one.role = Role::System;
    one.id = messages.front().id;
    Folding folding(keepsMarks);
    for (std::size_t i = 0; i < count; ++i) {
        for (const Part& part : messages[i].parts)
            folding.add(part);
        if (!messages[i].name.empty())
            losses.add("messages: name");
    }
    one.parts = folding.take();
    return one;
}

/// The user's parts that replace a system message.
std::vector<Part> reminderOf(const Message& message)
{
    std::string words;
    Json mark;
    std::vector<Part> parts(1);
    for (const Part& part : message.parts) {
        if (!part.cacheControl.is_null())
            mark = part.cacheControl;
        if (const auto* const text = std::get_if<Text>(&part.content))
            addParagraph(words, text->text);
        else
            parts.push_back(part);
    }
    std::string reminder = asReminder(words);
    if (reminder.empty()) {
        parts.erase(parts.begin());
        return parts;
    }
    Text text;
    text.text = std::move(reminder);
    parts.front() = {std::move(text), std::move(mark)};
    return parts;
}

void append(std::vector<Part>& all, std::vector<Part> more)
{
    all.insert(all.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

/// What is inserted before an entry, at its beginning and at its end.
struct Additions {
    std::vector<Part> kept; ///< as system messages
    std::vector<Part> before; ///< as user messages
    std::vector<Part> beginning;
    std::vector<Part> end;
};

std::vector<Additions> additionsOf(const std::vector<Message>& messages, const std::vector<LateSystem>& late)
{
    std::vector<Additions> additions(messages.size() + 1);
    for (const LateSystem& each : late) {
        Additions& at = additions[each.at];
        switch (each.to) {
        case LateSystem::To::EndOf: append(at.end, reminderOf(messages[each.from])); break;
        case LateSystem::To::BeginningOf: append(at.beginning, reminderOf(messages[each.from])); break;
        case LateSystem::To::Before: append(at.before, reminderOf(messages[each.from])); break;
        case LateSystem::To::KeptBefore: append(at.kept, messages[each.from].parts); break;
        }
    }
    return additions;
}

/// The texts of one message, separated by blank lines.
std::vector<Part> paragraphs(const std::vector<Part>& parts)
{
    Folding folding(true);
    for (const Part& part : parts)
        folding.add(part);
    return folding.take();
}

void place(std::vector<Message>& messages, std::size_t leading, const std::vector<LateSystem>& late)
{
    std::vector<Additions> additions = additionsOf(messages, late);
    std::vector<Message> placed;
    for (std::size_t i = 0; i <= messages.size(); ++i) {
        Additions& here = additions[i];
        if (!here.kept.empty())
            placed.push_back({Role::System, paragraphs(here.kept), {}, {}});
        if (!here.before.empty())
            placed.push_back({Role::User, std::move(here.before), {}, {}});
        if (i == messages.size() || (i >= leading && isSystem(messages[i])))
            continue;
        Message message = std::move(messages[i]);
        if (!here.beginning.empty())
            message.parts.insert(message.parts.begin(), std::move_iterator(here.beginning.begin()), std::move_iterator(here.beginning.end()));
        append(message.parts, std::move(here.end));
        placed.push_back(std::move(message));
    }
    messages = std::move(placed);
}

bool isInPieces(const Message& message) { return message.parts.size() > 1; }

} // namespace

std::optional<Conversation> withPlacedSystem(const SystemTarget& target, const Conversation& conversation, Losses& losses)
{
    const bool isTop = hasSystemAtTop(target.format);
    if (conversation.origin == target.format || (!isTop && target.place == SystemPlace::Middle))
        return std::nullopt;
    std::vector<Speaker> speakers;
    for (const Message& message : conversation.messages)
        speakers.push_back(speakerOf(message));
    const std::size_t leading = leadingEntries(speakers);
    const bool isKept = target.format == Format::Anthropic && target.place == SystemPlace::Middle;
    const std::vector<LateSystem> late = lateSystems(speakers, isKept);
    const bool isOne = isTop || target.place == SystemPlace::OneAtFront;
    const bool isFolded = isOne && (leading > 1 || (leading == 1 && isInPieces(conversation.messages.front())));
    if (!isFolded && late.empty())
        return std::nullopt;
    if (std::ranges::any_of(late, &LateSystem::isMoved))
        losses.add(kSystemMoved);
    Conversation made = conversation;
    place(made.messages, leading, late);
    if (isFolded) {
        Message one = folded(made.messages, leading, target.keepsMarks, losses);
        made.messages.erase(made.messages.begin(), made.messages.begin() + static_cast<std::ptrdiff_t>(leading));
        made.messages.insert(made.messages.begin(), std::move(one));
    }
    return made;
}

} // namespace gateway::protocol
