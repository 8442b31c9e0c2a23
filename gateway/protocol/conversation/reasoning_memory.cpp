#include "reasoning_memory.h"

#include "plain_target.h"
#include "tool_name.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

std::size_t sizeOf(const ReasoningMemory::Thought& thought)
{
    std::size_t size = thought.thinking.text.size() + thought.thinking.signature.size() + thought.thinking.encrypted.size()
        + thought.callSignature.size();
    for (const std::string& part : thought.thinking.summary)
        size += part.size();
    return size;
}

bool isEmpty(const Thinking& thinking)
{
    return thinking.text.empty() && thinking.signature.empty() && thinking.encrypted.empty() && thinking.summary.empty();
}

/// A thought that its maker would take back as it is. Of others their client has kept the
/// words at most.
bool isSigned(const Thinking& thinking) { return !thinking.signature.empty() || !thinking.encrypted.empty(); }

bool holdsSigned(const Message& message)
{
    return std::any_of(message.parts.begin(), message.parts.end(), [](const Part& part) {
        const auto* const thinking = std::get_if<Thinking>(&part.content);
        return thinking && isSigned(*thinking);
    });
}

/// Of a number that is written as 2.0.
std::optional<std::int64_t> wholeOf(const Json& value)
{
    constexpr double kMost = 9007199254740992; // doubles know the whole numbers up to here
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

/// The same text for the same value: clients write what they have read in another order of
/// keys, and 2 for 2.0.
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

/// Free text counts as what it becomes for a model that knows functions only: a client's free-form
/// call may have been one to its model.
std::string canonicalArguments(const ToolCall& call)
{
    std::string text;
    addCanonical(plain::argumentsOf(call), text);
    return text;
}

} // namespace

void ReasoningMemory::remember(Keys keys, Thought thought)
{
    if (const auto known = m_places.find(keys.whole); known != m_places.end())
        drop(known->second);
    m_places.erase(keys.withoutId);
    const std::size_t size = sizeOf(thought);
    if (size == 0 || size > kLongest)
        return;
    m_kept.push_back({std::move(keys), std::move(thought)});
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
    for (const std::string* const key : {&place->keys.whole, &place->keys.withoutId}) {
        const auto found = m_places.find(*key);
        if (found != m_places.end() && found->second == place) // else a newer one has it
            m_places.erase(found);
    }
    m_kept.erase(place);
}

const ReasoningMemory::Thought* ReasoningMemory::find(const std::string& key) const
{
    const auto found = m_places.find(key);
    return found == m_places.end() ? nullptr : &found->second->thought;
}

ReasoningScope::ReasoningScope(ReasoningMemory& memory, std::string owner, bool clientKeepsIds)
    : m_memory(&memory), m_owner(std::move(owner)), m_clientKeepsIds(clientKeepsIds)
{
}

void ReasoningScope::remember(const ToolCall& call, Thought thought)
{
    const std::string arguments = canonicalArguments(call);
    const bool isKnownById = m_clientKeepsIds && call.hasOwnId;
    m_memory->remember({keyOf(call, call.id, arguments), isKnownById ? std::string() : keyOf(call, {}, arguments)},
                       std::move(thought));
}

const ReasoningScope::Thought* ReasoningScope::find(const ToolCall& call) const
{
    if (m_memory->m_kept.empty())
        return nullptr;
    const Thought* const thought = m_memory->find(keyOf(call, call.hasOwnId ? call.id : std::string(), canonicalArguments(call)));
    // Without an id it may be that of another conversation: what is signed there is refused here.
    const bool isSigned = thought && !(thought->thinking.signature + thought->thinking.encrypted + thought->callSignature).empty();
    return call.hasOwnId || !isSigned ? thought : nullptr;
}

/// A hash, each part of it after its length.
std::string ReasoningScope::keyOf(const ToolCall& call, std::string_view id, std::string_view arguments) const
{
    constexpr std::size_t kMostOfName = 64; // what an upstream may have called it
    const std::string name = flatToolName(call.nameSpace, call.name, kMostOfName);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](std::string_view part) {
        hash.addData(QByteArrayView(std::to_string(part.size()) + ':'));
        hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    };
    add(m_owner);
    add(id);
    add(name);
    add(arguments);
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
    const bool isWhole = holdsSigned(message);
    const Thinking* missing = nullptr;
    for (Part& part : message.parts) {
        auto* const call = std::get_if<ToolCall>(&part.content);
        const auto* const thought = call ? find(*call) : nullptr;
        if (!thought)
            continue;
        if (call->signature.empty())
            call->signature = thought->callSignature;
        if (!isWhole && !missing && !isEmpty(thought->thinking))
            missing = &thought->thinking;
    }
    if (!missing)
        return;
    std::erase_if(message.parts, [](const Part& part) { return std::holds_alternative<Thinking>(part.content); });
    message.parts.insert(message.parts.begin(), Part{*missing, {}});
}

ReasoningListener::ReasoningListener(ReasoningScope scope, Format origin, bool isSigned)
    : m_scope(std::move(scope)), m_origin(origin), m_isSigned(isSigned)
{
    m_thinking.origin = origin;
}

void ReasoningListener::hear(const AnswerEvent& event)
{
    if (const auto* const begun = std::get_if<PartBegun>(&event); begun && begun->choice == 0) {
        m_isThinking = std::holds_alternative<Thinking>(begun->content);
        if (const auto* const call = std::get_if<ToolCall>(&begun->content))
            m_call = *call;
        else if (const auto* const thinking = std::get_if<Thinking>(&begun->content)) {
            m_thinking.id = thinking->id;
            m_thinking.signature = thinking->signature;
            m_thinking.encrypted = thinking->encrypted;
        }
    } else if (const auto* const grew = std::get_if<PartGrew>(&event); grew && grew->choice == 0) {
        grow(*grew);
    } else if (const auto* const ended = std::get_if<PartEnded>(&event); ended && ended->choice == 0) {
        m_isThinking = false;
        if (const auto call = std::exchange(m_call, std::nullopt))
            remember(*call, m_thinking);
    }
}

void ReasoningListener::grow(const PartGrew& grew)
{
    if (m_call)
        growCall(grew);
    if (!m_isThinking || m_thinking.text.size() > ReasoningMemory::kLongest)
        return;
    if (grew.what == PartGrew::What::Text)
        m_thinking.text += grew.text;
    else if (grew.what == PartGrew::What::Signature)
        m_thinking.signature += grew.text;
    else if (grew.what == PartGrew::What::Encrypted)
        m_thinking.encrypted += grew.text;
    else if (grew.what == PartGrew::What::Summary)
        m_thinking.text += grew.text; // the reasoning itself is not shown
}

void ReasoningListener::growCall(const PartGrew& grew)
{
    if (grew.what == PartGrew::What::Signature)
        m_call->signature += grew.text;
    else if (grew.what == PartGrew::What::Input)
        m_call->input += grew.text;
    if (m_call->input.size() > kLongestInput)
        m_call.reset();
}

void ReasoningListener::remember(const ToolCall& call, Thinking thinking)
{
    if (m_isSigned) {
        m_scope.remember(call, {std::move(thinking), call.signature});
        return;
    }
    thinking.signature.clear();
    thinking.encrypted.clear();
    m_scope.remember(call, {std::move(thinking), {}});
}

void ReasoningListener::hear(const ModelAnswer& answer)
{
    if (answer.choices.empty())
        return;
    Thinking thinking;
    for (const Part& part : answer.choices.front().parts) {
        if (const auto* const thought = std::get_if<Thinking>(&part.content)) {
            const std::string before = std::exchange(thinking.text, {});
            thinking = *thought;
            thinking.text.insert(0, before);
            thinking.origin = m_origin;
        } else if (const auto* const call = std::get_if<ToolCall>(&part.content)) {
            remember(*call, thinking);
        }
    }
}

} // namespace gateway::protocol
