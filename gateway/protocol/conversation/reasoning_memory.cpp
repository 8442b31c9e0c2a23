#include "reasoning_memory.h"

#include "call_arguments.h"
#include "plain_target.h"
#include "tool_name.h"

#include "gateway/core/text/ascii.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

using Thought = ReasoningMemory::Thought;

std::size_t sizeOf(const Thinking& thinking)
{
    std::size_t size = thinking.text.size() + thinking.signature.size() + thinking.encrypted.size() + thinking.id.size()
        + thinking.format.size();
    for (const std::string& piece : thinking.summary)
        size += piece.size();
    return size;
}

std::size_t sizeOf(const Thought& thought)
{
    std::size_t size = sizeOf(thought.thinking) + thought.callSignature.size();
    for (const Thinking& part : thought.parts)
        size += sizeof(Thinking) + sizeOf(part);
    return size;
}

bool isEmpty(const Thinking& thinking)
{
    return thinking.text.empty() && thinking.signature.empty() && thinking.encrypted.empty() && thinking.summary.empty();
}

std::span<const Thinking> partsOf(const Thought& thought)
{
    if (!thought.parts.empty())
        return thought.parts;
    return std::span(&thought.thinking, isEmpty(thought.thinking) ? 0 : 1);
}

/// Whether the reasoning must be returned unchanged to its creator. For other reasoning the client has kept the text at
/// most.
bool isSigned(const Thinking& thinking) { return !thinking.signature.empty() || !thinking.encrypted.empty(); }

bool holdsSigned(const Message& message)
{
    return std::ranges::any_of(message.parts, [](const Part& part) {
        const auto* const thinking = std::get_if<Thinking>(&part.content);
        return thinking && isSigned(*thinking);
    });
}

bool isSame(const Thinking& one, const Thinking& other)
{
    return one.text == other.text && one.summary == other.summary && one.signature == other.signature
        && one.encrypted == other.encrypted;
}

bool isSame(const Thought& one, const Thought& other)
{
    return std::ranges::equal(
        partsOf(one), partsOf(other), [](const Thinking& a, const Thinking& b) { return isSame(a, b); });
}

/// Whether it is neither reasoning nor a call. Clients drop blank texts, and Anthropic accepts none.
bool isOther(const Content& content)
{
    if (const auto* const text = std::get_if<Text>(&content))
        return !isBlank(text->text);
    if (const auto* const refusal = std::get_if<Refusal>(&content))
        return !isBlank(refusal->text);
    return !std::holds_alternative<Thinking>(content) && !std::holds_alternative<ToolCall>(content);
}

/// Reasoning that a message lacks before one of its calls.
struct Missing {
    std::size_t call = 0; ///< index in the message
    const Thought* thought = nullptr;
    bool isMoved = false; ///< other content was after another call originally and is elsewhere now
};

/// Source: Anthropic docs, "Extended thinking": the blocks must be unchanged and in their original order;
/// github.com/enricoros/big-AGI issue 966: two of them without the text between them are rejected. Read 2026-11.
bool isRefused(const Missing& missing)
{
    const bool isChanged = missing.isMoved || missing.thought->others == Thought::Others::Between;
    return isChanged && std::ranges::any_of(partsOf(*missing.thought), [](const Thinking& part) {
        return part.origin == Format::Anthropic && isSigned(part);
    });
}

/// `missing` is in the order of its calls. Replaces reasoning text that the client has kept.
void putBack(const std::vector<Missing>& missing, Message& message)
{
    std::vector<Part> all;
    std::size_t start = 0; // after the last call
    auto next = missing.begin();
    for (std::size_t i = 0; i < message.parts.size(); ++i) {
        Part& part = message.parts[i];
        if (std::holds_alternative<Thinking>(part.content))
            continue;
        const bool isCall = std::holds_alternative<ToolCall>(part.content);
        if (next != missing.end() && next->call == i) {
            const auto others = next->thought->others;
            const bool isFirst = others == Thought::Others::None || others == Thought::Others::Behind;
            auto place = all.begin() + static_cast<std::ptrdiff_t>(isFirst ? start : all.size());
            for (const Thinking& thinking : partsOf(*next->thought))
                place = std::next(all.insert(place, Part{thinking, {}}));
            ++next;
        }
        all.push_back(std::move(part));
        if (isCall)
            start = all.size();
    }
    message.parts = std::move(all);
}

/// Its pieces arrive in order.
void growSummary(Thinking& thinking, const PartGrew& grew)
{
    if (thinking.summary.empty() || std::cmp_greater_equal(grew.summaryIndex, thinking.summary.size()))
        thinking.summary.emplace_back();
    thinking.summary.back() += grew.text;
}

/// Several parts also become one text, for formats without parts.
Thought thoughtOf(const std::vector<Thinking>& parts)
{
    Thought thought;
    if (parts.size() == 1)
        thought.thinking = parts.front();
    if (parts.size() < 2)
        return thought;
    for (const Thinking& part : parts)
        thought.thinking.text += plain::shownText(part);
    thought.thinking.origin = parts.front().origin;
    thought.parts = parts;
    return thought;
}

/// An integer that may be written as 2.0.
std::optional<std::int64_t> wholeOf(const Json& value)
{
    constexpr double kMost = 9007199254740992; // up to here, doubles represent all integers exactly
    const double number = value.is_number_float() ? value.get<double>() : 0.5;
    const bool isWhole = std::trunc(number) == number && std::abs(number) <= kMost;
    return isWhole ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

void addCanonical(const Json& value, std::string& text);

void addSorted(const Json& object, std::string& text)
{
    std::vector<const Json::object_t::value_type*> members;
    for (const auto& member : object.get_ref<const Json::object_t&>())
        members.push_back(&member);
    std::ranges::sort(members, {}, [](const auto* member) -> const std::string& { return member->first; });
    text += '{';
    for (const auto* const member : members) {
        text += toText(Json(member->first)) + ':';
        addCanonical(member->second, text);
        text += ',';
    }
    text += '}';
}

/// The same text for equal values: clients change the order of keys, and write 2 instead of 2.0.
void addCanonical(const Json& value, std::string& text)
{
    if (value.is_object()) {
        addSorted(value, text);
    } else if (value.is_array()) {
        text += '[';
        for (const Json& element : value) {
            addCanonical(element, text);
            text += ',';
        }
        text += ']';
    } else {
        const auto whole = wholeOf(value);
        text += whole ? std::to_string(*whole) : toText(value);
    }
}

/// Free text counts as its function arguments: a client's free-form call may have been a function call to the model.
std::string canonicalArguments(const ToolCall& call)
{
    std::string text;
    addCanonical(argumentsOf(call).object, text);
    return text;
}

bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Too short to be unique: Mistral's ids have 9 letters and digits.
bool isShort(std::string_view id)
{
    constexpr std::ptrdiff_t kFewest = 9;
    return std::ranges::count_if(id, [](char c) { return isDigit(c) || isLetter(c); }) < kFewest;
}

/// Whether an id is derived from its tool's name, so that it recurs in other conversations and in its own: "ls",
/// "ls_0", Kimi's "functions.ls:0". An id that contains the name by chance is not ("call_01jd...", for a tool "call").
bool isNamed(std::string_view id, std::string_view tool)
{
    constexpr std::string_view kGroup = "functions.";
    if (tool.empty())
        return false;
    if (id.starts_with(kGroup))
        id.remove_prefix(kGroup.size());
    const auto at = id.find(tool);
    if (at == std::string_view::npos)
        return false;
    const std::string_view before = id.substr(0, at);
    const std::string_view behind = id.substr(at + tool.size());
    const bool isWord = (before.empty() || !(isLetter(before.back()) || isDigit(before.back())))
        && (behind.empty() || !isLetter(behind.front()));
    return isWord && isShort(std::string(before).append(behind));
}

bool isWeakId(std::string_view id, std::string_view tool) { return isNamed(id, tool) || isShort(id); }

bool isInDoubt(const ToolCall& call) { return !call.hasOwnId || isNamed(call.id, call.name); }

/// Each part is preceded by its length.
void addTo(QCryptographicHash& hash, std::string_view part)
{
    hash.addData(QByteArrayView(std::to_string(part.size()) + ':'));
    hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
}

void addTexts(QCryptographicHash& hash, const Message& message)
{
    for (const Part& part : message.parts)
        if (const auto* const text = std::get_if<Text>(&part.content))
            addTo(hash, text->text);
}

} // namespace

std::string beginningOf(const Conversation& conversation)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const Message& message : conversation.messages) {
        if (message.role == Role::Assistant)
            break;
        addTexts(hash, message);
        if (message.role == Role::User)
            break;
    }
    return hash.result().toStdString();
}

void ReasoningMemory::remember(Keys keys, Thought thought, bool isOfText)
{
    if (const auto known = m_places.find(keys.whole); known != m_places.end())
        drop(known->second);
    m_places.erase(keys.withoutId);
    const std::size_t size = sizeOf(thought);
    if (size == 0 || size > kLongest)
        return;
    m_kept.push_back({std::move(keys), std::move(thought), isOfText});
    m_texts += isOfText ? 1 : 0;
    const auto place = std::prev(m_kept.end());
    m_places[place->keys.whole] = place;
    if (!place->keys.withoutId.empty())
        m_places[place->keys.withoutId] = place;
    m_bytes += size;
    while (m_bytes > kMostBytes || m_kept.size() > kMostCalls)
        drop(m_kept.begin());
}

void ReasoningMemory::drop(std::list<Kept>::iterator place)
{
    m_bytes -= sizeOf(place->thought);
    m_texts -= place->isOfText ? 1 : 0;
    for (const std::string* const key : {&place->keys.whole, &place->keys.withoutId}) {
        const auto found = m_places.find(*key);
        if (found != m_places.end() && found->second == place) // otherwise a newer one has it
            m_places.erase(found);
    }
    m_kept.erase(place);
}

const ReasoningMemory::Thought* ReasoningMemory::find(const std::string& key) const
{
    const auto found = m_places.find(key);
    return found == m_places.end() ? nullptr : &found->second->thought;
}

ReasoningScope::ReasoningScope(ReasoningMemory& memory, std::string owner, bool clientKeepsIds, Beginning beginning)
    : m_memory(&memory), m_owner(std::move(owner)), m_clientKeepsIds(clientKeepsIds), m_beginning(std::move(beginning))
{
}

void ReasoningScope::remember(const ToolCall& call, Thought thought)
{
    if (m_memory->m_kept.empty() && sizeOf(thought) == 0)
        return;
    const std::string arguments = canonicalArguments(call);
    const bool isKnownById = m_clientKeepsIds && call.hasOwnId;
    m_memory->remember({keyOf(call, call.id, arguments), isKnownById ? std::string() : keyOf(call, {}, arguments)},
                       std::move(thought));
}

void ReasoningScope::remember(const Text& text)
{
    if (text.signature.empty() || isBlank(text.text))
        return;
    Thought thought;
    thought.callSignature = text.signature;
    m_memory->remember({keyOf(text), {}}, std::move(thought), true);
}

/// The same text occurs in other conversations, too.
std::string ReasoningScope::keyOf(const Text& text) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string_view part : {std::string_view(m_owner), std::string_view("text"), std::string_view(text.text)})
        addTo(hash, part);
    if (m_beginning)
        addTo(hash, m_beginning());
    return hash.result().toStdString();
}

/// Restores the signatures of its texts.
void ReasoningScope::sign(Message& message) const
{
    if (m_memory->m_texts == 0)
        return;
    for (Part& part : message.parts) {
        auto* const text = std::get_if<Text>(&part.content);
        const auto* const kept = text && text->signature.empty() && !isBlank(text->text) ? m_memory->find(keyOf(*text)) : nullptr;
        if (kept)
            text->signature = kept->callSignature;
    }
}

const ReasoningScope::Thought* ReasoningScope::find(const ToolCall& call) const
{
    if (m_memory->m_kept.empty())
        return nullptr;
    const Thought* const thought = m_memory->find(keyOf(call, call.hasOwnId ? call.id : std::string(), canonicalArguments(call)));
    // Without an id the reasoning may belong to another conversation: reasoning signed there is rejected here.
    const auto isBound = [](const Thought& found) {
        return !found.callSignature.empty()
            || std::ranges::any_of(partsOf(found), [](const Thinking& part) { return isSigned(part) && !isOfHost(part.signature); });
    };
    return !thought || call.hasOwnId || !isBound(*thought) ? thought : nullptr;
}

std::string ReasoningScope::keyOf(const ToolCall& call, std::string_view id, std::string_view arguments) const
{
    const std::string name = flatToolName(call.nameSpace, call.name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const std::string_view part : {std::string_view(m_owner), id, std::string_view(name), arguments})
        addTo(hash, part);
    if (m_beginning && isWeakId(id, call.name))
        addTo(hash, m_beginning());
    return hash.result().toStdString();
}

void ReasoningScope::restore(Conversation& conversation) const
{
    if (m_memory->m_kept.empty())
        return;
    for (Message& message : conversation.messages)
        if (message.role == Role::Assistant)
            restore(message);
}

void ReasoningScope::restore(Message& message) const
{
    sign(message);
    const bool isWhole = holdsSigned(message);
    std::vector<Missing> missing;
    bool isLater = false; // a call came before
    bool hasOthers = false; // since that call
    for (std::size_t i = 0; i < message.parts.size(); ++i) {
        auto* const call = std::get_if<ToolCall>(&message.parts[i].content);
        if (!call) {
            hasOthers = hasOthers || isOther(message.parts[i].content);
            continue;
        }
        const auto* const thought = find(*call);
        if (thought && call->signature.empty())
            call->signature = thought->callSignature;
        const bool isBetween = isLater && !hasOthers && isInDoubt(*call); // it must not separate calls
        const bool isMissing = !isWhole && thought && !partsOf(*thought).empty() && !isBetween;
        if (isMissing && (missing.empty() || !isSame(*missing.back().thought, *thought)))
            missing.push_back({i, thought, isLater && !hasOthers && thought->others != Thought::Others::None});
        isLater = true;
        hasOthers = false;
    }
    if (!missing.empty() && std::ranges::none_of(missing, isRefused))
        putBack(missing, message);
}

ReasoningListener::ReasoningListener(ReasoningScope scope, Format origin, bool isSigned)
    : m_scope(std::move(scope)), m_origin(origin), m_isSigned(isSigned)
{
}

void ReasoningListener::hear(const AnswerEvent& event)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event); begun && begun->choice == 0)
        begin(begun->content);
    else if (const auto* const grew = std::get_if<PartGrew>(&event); grew && grew->choice == 0)
        grow(*grew);
    else if (const auto* const ended = std::get_if<PartEnded>(&event); ended && ended->choice == 0)
        take(std::exchange(m_part, Text{}));
}

void ReasoningListener::begin(const Content& content)
{
    const bool isText = m_origin == Format::Gemini && std::holds_alternative<Text>(content);
    const bool isOfUse = isText || std::holds_alternative<Thinking>(content) || std::holds_alternative<ToolCall>(content);
    m_part = isOfUse ? content : Content(Text{});
    if (!isOfUse)
        take(content);
}

void ReasoningListener::grow(const PartGrew& grew)
{
    if (auto* const call = std::get_if<ToolCall>(&m_part))
        return growCall(*call, grew);
    auto* const thinking = std::get_if<Thinking>(&m_part);
    if (!thinking) {
        growText(std::get<Text>(m_part), grew);
        m_hasOthers = m_hasOthers || (grew.what == PartGrew::What::Text && !isBlank(grew.text));
        return;
    }
    if (sizeOf(*thinking) > ReasoningMemory::kLongest)
        return;
    if (grew.what == PartGrew::What::Text)
        thinking->text += grew.text;
    else if (grew.what == PartGrew::What::Signature)
        thinking->signature += grew.text;
    else if (grew.what == PartGrew::What::Encrypted)
        thinking->encrypted += grew.text;
    else if (grew.what == PartGrew::What::Summary)
        growSummary(*thinking, grew);
}

/// A text too long to be found again is not signed.
void ReasoningListener::growText(Text& text, const PartGrew& grew) const
{
    if (m_origin != Format::Gemini || text.text.size() > ReasoningMemory::kLongest)
        return;
    if (grew.what == PartGrew::What::Text)
        text.text += grew.text;
    else if (grew.what == PartGrew::What::Signature)
        text.signature += grew.text;
}

void ReasoningListener::growCall(ToolCall& call, const PartGrew& grew)
{
    if (grew.what == PartGrew::What::Signature)
        call.signature += grew.text;
    else if (grew.what == PartGrew::What::Input)
        call.input += grew.text;
    if (call.input.size() <= kLongestInput)
        return;
    m_part = Text{};
    m_hasOthers = true;
}

void ReasoningListener::take(const Content& content)
{
    if (const auto* const thinking = std::get_if<Thinking>(&content))
        take(*thinking);
    else if (const auto* const call = std::get_if<ToolCall>(&content))
        remember(*call);
    else
        m_hasOthers = m_hasOthers || isOther(content);
    if (const auto* const text = std::get_if<Text>(&content); text && m_isSigned && m_origin == Format::Gemini)
        m_scope.remember(*text);
}

void ReasoningListener::take(Thinking thinking)
{
    if (!m_isSigned) {
        thinking.signature.clear();
        thinking.encrypted.clear();
    }
    if (isEmpty(thinking))
        return;
    if (std::exchange(m_isCalled, false)) {
        m_thoughts.clear();
        m_size = 0;
        m_others = Others::None;
    }
    if (std::exchange(m_hasOthers, false))
        m_others = m_thoughts.empty() ? Others::Before : Others::Between;
    if (m_size > ReasoningMemory::kLongest)
        return; // too long to be kept
    if (!thinking.origin)
        thinking.origin = m_origin;
    m_size += sizeof(Thinking) + sizeOf(thinking);
    m_thoughts.push_back(std::move(thinking));
}

void ReasoningListener::remember(const ToolCall& call)
{
    const bool isFirst = !std::exchange(m_isCalled, true);
    if (std::exchange(m_hasOthers, false) && isFirst && m_others == Others::None)
        m_others = Others::Behind;
    Thought thought = thoughtOf(m_thoughts);
    thought.others = m_others;
    if (m_isSigned)
        thought.callSignature = call.signature;
    m_scope.remember(call, std::move(thought));
}

void ReasoningListener::hear(const ModelAnswer& answer)
{
    if (answer.choices.empty())
        return;
    for (const Part& part : answer.choices.front().parts)
        take(part.content);
}

} // namespace gateway::protocol
