#include "item_reader.h"

#include "reasoning_envelope.h"
#include "responses_codec.h"
#include "tool_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::protocol::responses {

namespace {

Text plain(std::string words)
{
    Text text;
    text.text = std::move(words);
    return text;
}

// Parts of a message's content

/// An explicit prompt cache breakpoint corresponds to Anthropic's ephemeral cache control.
Json cacheControlOf(const BodyNode& part)
{
    const BodyNode mark = part["prompt_cache_breakpoint"];
    if (!mark.isObject())
        return {};
    (void)mark["mode"]; // always "explicit"
    return Json{{"type", "ephemeral"}};
}

void readText(const BodyNode& part, Content& out)
{
    Text text;
    text.text = part["text"].text();
    if (const BodyNode annotations = part["annotations"]; annotations.size() > 0) {
        text.annotations = annotations.array();
        text.origin = Format::OpenAiResponses;
    }
    out = std::move(text);
}

void readRefusal(const BodyNode& part, Content& out) { out = Refusal{part["refusal"].text()}; }

void setUrlOf(Media& media, const BodyNode& url)
{
    if (!setUrl(media, url.text()))
        url.refuse(QT_TRANSLATE_NOOP("Error", "must be a URL, or a data URL with base64 content."));
}

void readImage(const BodyNode& part, Content& out)
{
    Media media;
    media.kind = Media::Kind::Image;
    media.detail = part["detail"].text();
    media.fileId = part["file_id"].text();
    if (const BodyNode url = part["image_url"]; url.isThere())
        setUrlOf(media, url);
    else if (media.fileId.empty())
        url.refuseMissing();
    out = std::move(media);
}

void readFile(const BodyNode& part, Content& out)
{
    Media media;
    media.kind = Media::Kind::File;
    media.detail = part["detail"].text();
    media.fileId = part["file_id"].text();
    media.name = part["filename"].text();
    const BodyNode data = part["file_data"];
    if (data.isText() && !data.peek().get_ref<const std::string&>().starts_with("data:")) {
        media.data = data.text();
        media.mediaType = sniffedType(media.data);
        if (!isBase64(media.data))
            data.refuse(QT_TRANSLATE_NOOP("Error", "must be base64 or a data URL with base64 content."));
    } else if (data.isThere()) {
        setUrlOf(media, data);
    } else if (part["file_url"].isThere()) {
        setUrlOf(media, part["file_url"]);
    } else if (media.fileId.empty()) {
        data.refuseMissing();
    }
    out = std::move(media);
}

void readAudio(const BodyNode& part, Content& out)
{
    const BodyNode audio = part["input_audio"];
    Media media;
    media.kind = Media::Kind::Audio;
    media.mediaType = "audio/" + audio["format"].neededText();
    media.data = audio["data"].neededText();
    if (!isBase64(media.data))
        audio["data"].refuse(QT_TRANSLATE_NOOP("Error", "must be base64."));
    out = std::move(media);
}

struct ContentRow {
    std::string_view type;
    void (*read)(const BodyNode& part, Content& out);
};

constexpr std::array kContents{ContentRow{"input_text", readText}, ContentRow{"output_text", readText},
    ContentRow{"text", readText}, ContentRow{"refusal", readRefusal}, ContentRow{"input_image", readImage},
    ContentRow{"input_file", readFile}, ContentRow{"input_audio", readAudio}};

/// A part of unknown type is sent to the same format only, or as its text.
Part readPart(const BodyNode& node)
{
    Part part;
    const std::string name = node["type"].neededText();
    const auto row = std::ranges::find(kContents, name, &ContentRow::type);
    if (row != kContents.end())
        row->read(node, part.content);
    else
        part.content = Opaque{Format::OpenAiResponses, node.json(), node.path()};
    if (auto* const media = std::get_if<Media>(&part.content))
        media->place = node.path();
    part.cacheControl = cacheControlOf(node);
    return part;
}

bool isOfLaterVersion(const Part& part) { return std::holds_alternative<Opaque>(part.content); }

// Items

/// The sender of an item, which joins the preceding message of the same sender.
enum class Side { Assistant, Results };

/// Items that have no equivalent in other formats. Sources: openai-node responses.ts and beta/responses.ts,
/// ResponseInputItem; codex models.rs, ResponseItem. Read 2026-11-28.
struct OpaqueRow {
    std::string_view type;
    Side side;
};
constexpr std::array kOpaque{OpaqueRow{"web_search_call", Side::Assistant},
    OpaqueRow{"file_search_call", Side::Assistant}, OpaqueRow{"computer_call", Side::Assistant},
    OpaqueRow{"computer_call_output", Side::Results}, OpaqueRow{"code_interpreter_call", Side::Assistant},
    OpaqueRow{"image_generation_call", Side::Assistant}, OpaqueRow{"mcp_list_tools", Side::Assistant},
    OpaqueRow{"mcp_call", Side::Assistant}, OpaqueRow{"mcp_approval_request", Side::Assistant},
    OpaqueRow{"mcp_approval_response", Side::Results}, OpaqueRow{"program", Side::Assistant},
    OpaqueRow{"program_output", Side::Assistant}, OpaqueRow{"multi_agent_call", Side::Assistant},
    OpaqueRow{"multi_agent_call_output", Side::Assistant}, OpaqueRow{"agent_message", Side::Results},
    OpaqueRow{"compaction_trigger", Side::Results},
    OpaqueRow{"item_reference", Side::Results}};

/// For an item of a later version: calls belong to the model, everything else is information for it.
Side sideOf(const BodyNode& item, std::string_view type)
{
    const auto row = std::ranges::find(kOpaque, type, &OpaqueRow::type);
    if (row != kOpaque.end())
        return row->side;
    const bool isModels = type.ends_with("_call") || (item["role"].isText() && item["role"].text() == "assistant");
    return isModels ? Side::Assistant : Side::Results;
}

/// Items of tools that the client runs: function calls for all other formats. Source: openai-node responses.ts,
/// ResponseInputItem. Read 2026-11-22.
struct ToolItem {
    std::string_view call;
    std::string_view output;
    std::string_view tool;
    std::string_view input; ///< the field with the action
    bool mayBeSilent = false; ///< the result's "output" is optional
};
constexpr std::array kToolItems{ToolItem{"local_shell_call", "local_shell_call_output", "local_shell", "action"},
    ToolItem{"shell_call", "shell_call_output", "shell", "action"},
    ToolItem{"apply_patch_call", "apply_patch_call_output", "apply_patch", "operation", true}};

struct RoleRow {
    std::string_view name;
    Role role;
};
constexpr std::array kRoleRows{RoleRow{"user", Role::User}, RoleRow{"assistant", Role::Assistant},
    RoleRow{"developer", Role::Developer}, RoleRow{"system", Role::System}};

class InputReader {
public:
    explicit InputReader(Conversation& out)
        : m_out(out)
        , m_tools(out)
        , m_isCut(!out.previousResponseId.empty())
    {
    }

    void read(const BodyNode& item);
    /// Every result needs its call; results may come in any order. Determines which tools are offered.
    void finish();

private:
    using Read = void (InputReader::*)(const BodyNode&);
    struct Row {
        std::string_view type;
        Read read;
    };
    static const std::array<Row, 12> kRows;

    void readMessage(const BodyNode& item);
    void readFunctionCall(const BodyNode& item) { readCall(item, false); }
    void readFreeFormCall(const BodyNode& item) { readCall(item, true); }
    void readFunctionResult(const BodyNode& item) { readResult(item, false); }
    void readFreeFormResult(const BodyNode& item) { readResult(item, true); }
    void readCall(const BodyNode& item, bool isFreeForm);
    void readResult(const BodyNode& item, bool isFreeForm);
    void readToolItem(const BodyNode& item, const ToolItem& row);
    void readToolOutput(const BodyNode& item, const ToolItem& row);
    void readAdditionalTools(const BodyNode& item);
    void readToolSearch(const BodyNode& item);
    void readFoundTools(const BodyNode& item);
    void readReasoning(const BodyNode& item);
    void readCompaction(const BodyNode& item);
    void readOpaque(const BodyNode& item, const std::string& type);
    void addOpaque(const BodyNode& item, const std::string& type, Side side);

    void addAssistants(const BodyNode& item, std::vector<Part> parts);
    void addOriginal(const BodyNode& item, Role role, std::vector<Part> parts);
    void addResult(const BodyNode& callId, ToolResult result);
    /// The message that content of `side` joins, or a new one.
    Message& place(Side side);

    Conversation& m_out;
    OfferedTools m_tools;
    Message* m_open = nullptr; // the last message, which the next item may join
    Side m_side = Side::Assistant;
    bool m_endsWithMessage = false; // the open message ends with a message item
    bool m_isCut; // calls may be in a history that is not here
    std::map<std::string, std::string, std::less<>> m_calls; // tool name by call id
    std::set<std::string, std::less<>> m_others; // ids of unknown calls
    std::map<std::string, std::string, std::less<>> m_callOfItem; // for tools that the client runs: call id by item id
    struct Asked {
        BodyNode callId;
        std::size_t message;
        std::size_t part;
    };
    std::vector<Asked> m_results;
};

const std::array<InputReader::Row, 12> InputReader::kRows{InputReader::Row{"message", &InputReader::readMessage},
    InputReader::Row{"function_call", &InputReader::readFunctionCall},
    InputReader::Row{"function_call_output", &InputReader::readFunctionResult},
    InputReader::Row{"custom_tool_call", &InputReader::readFreeFormCall},
    InputReader::Row{"custom_tool_call_output", &InputReader::readFreeFormResult},
    InputReader::Row{"additional_tools", &InputReader::readAdditionalTools},
    InputReader::Row{"tool_search_call", &InputReader::readToolSearch},
    InputReader::Row{"tool_search_output", &InputReader::readFoundTools},
    InputReader::Row{"reasoning", &InputReader::readReasoning},
    InputReader::Row{"compaction", &InputReader::readCompaction},
    InputReader::Row{"compaction_summary", &InputReader::readCompaction},
    InputReader::Row{"context_compaction", &InputReader::readCompaction}};

void InputReader::read(const BodyNode& item)
{
    std::string type = item["type"].text();
    for (const char* const ofServer : {"id", "status"}) // of items created by the server
        (void)item[ofServer];
    // called by the model itself, as all calls are in other formats
    if (json::textOf(json::fieldOf(item.peek(), "caller"), "type") == "direct")
        (void)item["caller"]["type"].text();
    if (type.empty() && item["role"].isThere())
        type = "message";
    else if (type.empty() && item["id"].isThere() && !item["content"].isThere()) // otherwise it has content of its own
        type = "item_reference";
    for (const Row& row : kRows)
        if (row.type == type)
            return (this->*row.read)(item);
    for (const ToolItem& row : kToolItems)
        if (row.call == type)
            return readToolItem(item, row);
        else if (row.output == type)
            return readToolOutput(item, row);
    readOpaque(item, type);
}

Message& InputReader::place(Side side)
{
    if (m_open && m_side == side)
        return *m_open;
    Message message;
    message.role = side == Side::Assistant ? Role::Assistant : Role::User;
    m_out.messages.push_back(std::move(message));
    m_open = &m_out.messages.back();
    m_side = side;
    m_endsWithMessage = false;
    return *m_open;
}

/// Id and phase of the item to which a part of a message belonged.
std::pair<std::string_view, std::string_view> itemOf(const Part& part)
{
    if (const auto* const text = std::get_if<Text>(&part.content))
        return {text->itemId, text->phase};
    const auto* const refusal = std::get_if<Refusal>(&part.content);
    return {refusal ? std::string_view(refusal->itemId) : std::string_view(), {}};
}

void InputReader::addAssistants(const BodyNode& item, std::vector<Part> parts)
{
    const std::string id = item["id"].text();
    for (Part& part : parts) {
        if (auto* const text = std::get_if<Text>(&part.content)) {
            text->itemId = id;
            text->phase = item["phase"].text();
        } else if (auto* const refusal = std::get_if<Refusal>(&part.content)) {
            refusal->itemId = id;
        }
    }
    // Two message items that could not be distinguished in one message stay separate.
    if (m_open && m_side == Side::Assistant && m_endsWithMessage
        && (id.empty() || itemOf(m_open->parts.back()) == itemOf(parts.front())))
        m_open = nullptr;
    Message& message = place(Side::Assistant);
    for (Part& part : parts)
        message.parts.push_back(std::move(part));
    m_endsWithMessage = true;
}

/// A message with a role or parts of a later version stays a message of its own.
void InputReader::addOriginal(const BodyNode& item, Role role, std::vector<Part> parts)
{
    Message message;
    message.role = role;
    message.parts = std::move(parts);
    message.original = item.peek();
    m_out.messages.push_back(std::move(message));
    m_open = nullptr;
}

void InputReader::readMessage(const BodyNode& item)
{
    const BodyNode name = item["role"];
    const std::string text = name.neededText();
    const auto role = std::ranges::find(kRoleRows, text, &RoleRow::name);
    const bool isKnown = role != kRoleRows.end();
    if (!isKnown)
        m_out.unknown.push_back(name.path());
    std::vector<Part> parts;
    const BodyNode content = item["content"];
    if (content.isText()) {
        if (std::string all = content.text(); !all.empty())
            parts.push_back({plain(std::move(all)), {}});
    } else if (isKnown || content.isArray()) {
        content.each([&](const BodyNode& part) { parts.push_back(readPart(part)); });
    }
    if (!isKnown || std::ranges::any_of(parts, isOfLaterVersion))
        return addOriginal(item, isKnown ? role->role : Role::User, std::move(parts));
    if (parts.empty())
        return;
    if (role->role == Role::Assistant)
        return addAssistants(item, std::move(parts));
    Message message;
    message.role = role->role;
    message.parts = std::move(parts);
    if (std::string id = item["id"].text(); id != kInstructionsId)
        message.id = std::move(id);
    m_out.messages.push_back(std::move(message));
    m_open = nullptr;
}

void InputReader::readCall(const BodyNode& item, bool isFreeForm)
{
    ToolCall call;
    call.isFreeForm = isFreeForm;
    call.itemId = item["id"].text();
    call.id = item["call_id"].text();
    if (call.id.empty())
        call.id = call.itemId.empty() ? item["call_id"].neededText() : call.itemId;
    call.name = item["name"].neededText();
    call.nameSpace = item["namespace"].text();
    const BodyNode input = item[isFreeForm ? "input" : "arguments"];
    call.input = input.isObject() ? toText(input.json()) : input.text();
    m_calls[call.id] = call.name;
    place(Side::Assistant).parts.push_back({std::move(call), {}});
    m_endsWithMessage = false;
}

void InputReader::readResult(const BodyNode& item, bool isFreeForm)
{
    ToolResult result;
    result.isFreeForm = isFreeForm;
    result.callId = item["call_id"].neededText();
    result.itemId = item["id"].text();
    result.name = item["name"].text();
    if (m_others.contains(result.callId))
        return addOpaque(item, item["type"].text(), Side::Results);
    const BodyNode whole = item["output"];
    const bool isWrapped = whole.isObject(); // as sent by older clients: {"content", "success"}
    const BodyNode output = isWrapped ? whole["content"] : whole;
    result.isError = isWrapped && output.isThere() && whole["success"].flag() == false;
    if (!whole.isThere()) {
        whole.refuseMissing();
    } else if (output.isText()) {
        if (std::string all = output.text(); !all.empty())
            result.content.emplace_back(plain(std::move(all)));
    } else if (!output.isArray()) {
        whole.refuse(QT_TRANSLATE_NOOP("Error", "must be a string or an array of content parts."));
    } else {
        output.each([&](const BodyNode& node) {
            Part part = readPart(node);
            if (auto* const media = std::get_if<Media>(&part.content))
                result.content.emplace_back(std::move(*media));
            else if (auto* const text = std::get_if<Text>(&part.content))
                result.content.emplace_back(std::move(*text));
            else if (auto* const refusal = std::get_if<Refusal>(&part.content))
                result.content.emplace_back(plain(std::move(refusal->text)));
            else if (auto* const other = std::get_if<Opaque>(&part.content))
                result.content.emplace_back(std::move(*other));
        });
    }
    addResult(item["call_id"], std::move(result));
}

void InputReader::addResult(const BodyNode& callId, ToolResult result)
{
    Message& message = place(Side::Results);
    message.parts.push_back({std::move(result), {}});
    m_results.push_back({callId, m_out.messages.size() - 1, message.parts.size() - 1});
}

void InputReader::readToolItem(const BodyNode& item, const ToolItem& row)
{
    ToolCall call;
    call.itemId = item["id"].text();
    call.id = item["call_id"].text();
    if (call.id.empty())
        call.id = call.itemId.empty() ? item["call_id"].neededText() : call.itemId;
    call.name = row.tool;
    const BodyNode input = item[row.input];
    call.input = input.isObject() ? toText(input.json()) : std::string();
    call.extras = {Format::OpenAiResponses, item.peek()};
    m_calls[call.id] = call.name;
    m_callOfItem[call.itemId] = call.id;
    place(Side::Assistant).parts.push_back({std::move(call), {}});
    m_endsWithMessage = false;
}

/// A local shell's result may refer to its call by the item's id.
void InputReader::readToolOutput(const BodyNode& item, const ToolItem& row)
{
    const BodyNode id = item["call_id"].isThere() ? item["call_id"] : item["id"];
    ToolResult result;
    result.name = row.tool;
    result.callId = id.neededText();
    if (const auto call = m_callOfItem.find(result.callId); call != m_callOfItem.end() && !m_calls.contains(result.callId))
        result.callId = call->second;
    const BodyNode output = item["output"];
    if (!output.isThere() && !row.mayBeSilent)
        output.refuseMissing();
    std::string said = output.isText() ? output.text() : output.isThere() ? toText(output.json()) : std::string();
    if (!said.empty())
        result.content.emplace_back(plain(std::move(said)));
    result.isError = item["status"].text() == "failed";
    result.extras = {Format::OpenAiResponses, item.peek()};
    addResult(id, std::move(result));
}

void InputReader::readAdditionalTools(const BodyNode& item)
{
    for (Tool& tool : toolsIn(item["tools"]))
        m_tools.add(std::move(tool));
    (void)item["role"]; // always "developer"
    place(Side::Results).parts.push_back({Opaque{Format::OpenAiResponses, item.peek()}, {}});
    m_endsWithMessage = false;
}

/// A tool search that the client runs is a call for other formats, too; a hosted one has no id.
void InputReader::readToolSearch(const BodyNode& item)
{
    const BodyNode id = item["call_id"];
    if (!id.isThere())
        return addOpaque(item, "tool_search_call", Side::Assistant);
    ToolCall call;
    (void)item["execution"]; // "client", if it has an id
    call.itemId = item["id"].text();
    call.id = id.neededText();
    call.name = kToolSearch;
    const BodyNode input = item["arguments"];
    call.input = input.isText() ? input.text() : input.isThere() ? toText(input.json()) : std::string();
    call.extras = {Format::OpenAiResponses, item.peek()};
    m_calls[call.id] = call.name;
    place(Side::Assistant).parts.push_back({std::move(call), {}});
    m_endsWithMessage = false;
}

/// The tools that a search found are offered from here on.
void InputReader::readFoundTools(const BodyNode& item)
{
    std::string words;
    for (Tool& tool : toolsIn(item["tools"])) {
        words += (words.empty() ? "" : "\n") + availabilityNotice(flatToolName(tool.nameSpace, tool.name));
        m_tools.add(std::move(tool));
    }
    const BodyNode id = item["call_id"];
    if (!id.isThere())
        return addOpaque(item, "tool_search_output", Side::Assistant);
    ToolResult result;
    (void)item["execution"];
    result.name = kToolSearch;
    result.callId = id.neededText();
    result.itemId = item["id"].text();
    result.content.emplace_back(plain(words.empty() ? "No tool was found." : std::move(words)));
    result.extras = {Format::OpenAiResponses, item.peek()};
    addResult(id, std::move(result));
}

void InputReader::readReasoning(const BodyNode& item)
{
    Thinking thinking;
    thinking.origin = Format::OpenAiResponses;
    thinking.id = item["id"].text();
    item["summary"].each([&](const BodyNode& part) { thinking.summary.push_back(part["text"].text()); });
    item["content"].each([&](const BodyNode& part) { thinking.text += part["text"].text(); });
    thinking.encrypted = item["encrypted_content"].text();
    if (isEnvelope(thinking.encrypted)) {
        auto opened = openThinking(thinking.encrypted);
        thinking.encrypted.clear();
        if (opened)
            thinking = std::move(*opened);
    }
    place(Side::Assistant).parts.push_back({std::move(thinking), {}});
    m_endsWithMessage = false;
}

/// The summary of the earlier conversation becomes the user's text, as with the summaries that Codex makes itself.
void InputReader::readCompaction(const BodyNode& item)
{
    const auto summary = openSummary(item["encrypted_content"].text());
    if (!summary) {
        m_isCut = true;
        return addOpaque(item, "compaction", Side::Results);
    }
    Message message;
    message.role = Role::User;
    message.parts.push_back({plain(*summary), {}});
    m_out.messages.push_back(std::move(message));
    m_open = nullptr;
}

/// An unknown item is sent to the same format unchanged, and to others as its text.
void InputReader::readOpaque(const BodyNode& item, const std::string& type)
{
    if (type.empty())
        return (void)item["type"].neededText();
    m_isCut = m_isCut || type == "item_reference";
    addOpaque(item, type, sideOf(item, type));
}

void InputReader::addOpaque(const BodyNode& item, const std::string& type, Side side)
{
    Opaque opaque{Format::OpenAiResponses, item.json(), item.path()};
    if (side == Side::Assistant)
        if (std::string call = json::textOf(item.peek(), "call_id"); !call.empty())
            m_others.insert(std::move(call));
    opaque.value["type"] = item["type"].isThere() ? item["type"].text() : type;
    place(side).parts.push_back({std::move(opaque), {}});
    m_endsWithMessage = false;
}

void InputReader::finish()
{
    m_tools.finish();
    for (const Asked& asked : m_results) {
        auto& result = std::get<ToolResult>(m_out.messages[asked.message].parts[asked.part].content);
        const auto call = m_calls.find(result.callId);
        if (call != m_calls.end())
            result.name = call->second;
        else if (!m_isCut)
            asked.callId.refuse(
                QT_TRANSLATE_NOOP("Error", "is not the id of a call in the input. Send the function_call item too, or set previous_response_id."));
    }
}

} // namespace

void readInput(const BodyNode& input, Conversation& out)
{
    if (input.isText()) {
        Message message;
        message.parts.push_back({plain(input.text()), {}});
        out.messages.push_back(std::move(message));
        OfferedTools(out).finish();
        return;
    }
    if (input.isArray() && input.size() == 0 && out.previousResponseId.empty())
        input.refuse(QT_TRANSLATE_NOOP("Error", "must not be empty. Send at least one item to answer."));
    InputReader reader(out);
    input.each([&](const BodyNode& item) { reader.read(item); });
    reader.finish();
}

} // namespace gateway::protocol::responses
