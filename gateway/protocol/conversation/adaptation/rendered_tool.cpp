#include "rendered_tool.h"

#include "piece_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::protocol {

namespace {

/// In brackets, so that the model knows it but does not imitate it.
std::string told(std::string_view head, const std::string& words)
{
    std::string all = "[";
    all.append(head);
    if (words.empty())
        return all + ']';
    return all + ":]\n" + words;
}

void addLine(std::string& all, const std::string& line)
{
    if (!line.empty())
        all += (all.empty() ? "" : "\n") + line;
}

std::string result(const std::string& words, bool isError)
{
    return told(isError ? "It failed" : words.empty() ? "It returned nothing" : "It returned", words);
}

std::string call(const Json& item, const char* server, const char* arguments, PieceReader& reader)
{
    const std::string name = reader.text(item, "name");
    if (name.empty())
        return {};
    const std::string host = reader.text(item, server);
    return told("Called the tool " + name + (host.empty() ? "" : " of " + host), reader.words(item, arguments));
}

std::string mcpCall(const Json& item, PieceReader& reader)
{
    std::string all = call(item, "server_label", "arguments", reader);
    const std::string error = reader.words(item, "error");
    if (!error.empty())
        addLine(all, result(error, true));
    else if (json::fieldOf(item, "output").is_string())
        addLine(all, result(reader.text(item, "output"), false));
    return all;
}

std::string mcpToolUse(const Json& block, PieceReader& reader) { return call(block, "server_name", "input", reader); }

std::string mcpToolResult(const Json& block, PieceReader& reader)
{
    std::string words = reader.text(block, "content");
    const Json& content = reader.field(block, "content");
    if (content.is_array())
        for (const Json& each : reader.elements(content))
            addLine(words, reader.text(each, "text"));
    return result(words, reader.field(block, "is_error") == true);
}

std::string code(const std::string& text) { return text.empty() ? std::string() : told("Ran this code", text); }

std::string searched(const std::string& query)
{
    return query.empty() ? std::string() : told("Searched the web for", query);
}

std::string codeInterpreterCall(const Json& item, PieceReader& reader)
{
    std::string all = code(reader.text(item, "code"));
    const Json& outputs = reader.field(item, "outputs");
    if (!outputs.is_array())
        return all;
    for (const Json& output : reader.elements(outputs))
        if (json::textOf(output, "type") == "logs")
            addLine(all, result(reader.text(output, "logs"), false));
        else
            reader.losses().add("files that code made");
    return all;
}

std::string webSearchCall(const Json& item, PieceReader& reader)
{
    const Json& action = reader.field(item, "action");
    const std::string first = reader.text(action, "query");
    std::string query = first;
    if (const Json& queries = reader.field(action, "queries"); queries.is_array())
        for (const Json& each : reader.elements(queries))
            if (each.is_string() && each != first)
                addLine(query, each.get<std::string>());
    std::string all = searched(query);
    if (const std::string url = reader.text(action, "url"); !url.empty())
        addLine(all, told("Opened the page", url));
    std::string found;
    const Json& sources = reader.field(action, "sources");
    if (sources.is_array())
        for (const Json& source : reader.elements(sources))
            addLine(found, reader.text(source, "url"));
    if (!found.empty())
        addLine(all, told("Found", found));
    return all;
}

/// Anthropic's server tools whose input is a single text.
std::string serverToolUse(const Json& block, PieceReader& reader)
{
    const std::string name = reader.text(block, "name");
    const Json& input = reader.field(block, "input");
    if (name == "web_search")
        return searched(reader.text(input, "query"));
    if (name.starts_with("tool_search_tool"))
        return told("Searched the tools for", reader.words(input, input.contains("pattern") ? "pattern" : "query"));
    return name == "code_execution" ? code(reader.text(input, "code"))
        : name == "bash_code_execution" ? code(reader.text(input, "command")) : std::string();
}

std::string codeExecutionToolResult(const Json& block, PieceReader& reader)
{
    const Json& content = reader.field(block, "content");
    if (const std::string error = reader.text(content, "error_code"); !error.empty())
        return result(error, true);
    if (!reader.field(content, "return_code").is_number())
        return {};
    if (json::fieldOf(content, "encrypted_stdout").is_string())
        reader.losses().add("content of type encrypted_code_execution_result");
    reader.know(content, {"encrypted_stdout", "content"});
    if (!json::fieldOf(content, "content").empty())
        reader.losses().add("files that code made");
    std::string words = reader.text(content, "stdout");
    addLine(words, reader.text(content, "stderr"));
    return result(words, reader.field(content, "return_code") != 0);
}

std::string webSearchToolResult(const Json& block, PieceReader& reader)
{
    const Json& content = reader.field(block, "content");
    if (const std::string error = reader.text(content, "error_code"); !error.empty())
        return result(error, true);
    if (!content.is_array())
        return {};
    std::string found;
    for (const Json& each : reader.elements(content)) {
        const std::string title = reader.text(each, "title");
        addLine(found, title + (title.empty() ? "" : ": ") + reader.text(each, "url"));
        reader.know(each, {"encrypted_content"});
    }
    if (!found.empty())
        reader.losses().add("text of what a search found");
    return told(found.empty() ? "Found nothing" : "Found", found);
}

std::string executableCode(const Json& part, PieceReader& reader)
{
    reader.know(part, {"id", "language"}); // the text shows which one it is
    return code(reader.text(part, "code"));
}

std::string codeExecutionResult(const Json& part, PieceReader& reader)
{
    const std::string outcome = reader.text(part, "outcome");
    return result(reader.text(part, "output"), outcome == "OUTCOME_FAILED" || outcome == "OUTCOME_DEADLINE_EXCEEDED");
}

constexpr int kDeepest = 4; // of nested texts

/// The text of any piece: its text, content, message and output, also nested.
std::string saidIn(const Json& value, PieceReader& reader, int depth = 0)
{
    if (value.is_string())
        return value.get<std::string>();
    std::string words;
    if (depth == kDeepest)
        return words;
    if (value.is_array())
        for (const Json& each : reader.elements(value))
            addLine(words, saidIn(each, reader, depth + 1));
    if (!value.is_object())
        return words;
    for (const char* const key : {"text", "message", "content", "output"})
        if (const Json& inner = json::fieldOf(value, key); inner.is_string() || inner.is_structured())
            addLine(words, saidIn(reader.field(value, key), reader, depth + 1));
    if (const Json& source = json::fieldOf(value, "source"); json::textOf(source, "type") == "text") { // of a document
        reader.know(reader.field(value, "source"), {"media_type"});
        addLine(words, reader.text(source, "data"));
    }
    return words;
}

/// Reports encrypted parts, which are useless to other providers.
void reportSealed(const Json& content, PieceReader& reader)
{
    if (!content.is_array())
        return;
    for (const Json& part : reader.elements(content))
        if (!reader.text(part, "encrypted_content").empty())
            reader.losses().add("content of type " + nameableType(json::textOf(part, "type")));
}

std::string agentMessage(const Json& item, PieceReader& reader)
{
    reportSealed(reader.field(item, "content"), reader);
    std::string words = saidIn(reader.field(item, "content"), reader);
    const std::string author = reader.text(item, "author");
    const std::string recipient = reader.text(item, "recipient");
    if (words.empty())
        return words;
    return told("Message" + (author.empty() ? "" : " from " + author) + (recipient.empty() ? "" : " to " + recipient), words);
}

std::string multiAgentCall(const Json& item, PieceReader& reader)
{
    const std::string action = reader.text(item, "action");
    return action.empty() ? action : told("Called " + action, reader.words(item, "arguments"));
}

std::string multiAgentCallOutput(const Json& item, PieceReader& reader)
{
    reader.know(item, {"action"}); // its call contains it
    return result(saidIn(reader.field(item, "output"), reader), false);
}

std::string toolSearchCall(const Json& item, PieceReader& reader)
{
    reader.know(item, {"execution"});
    return told("Searched the tools for", reader.words(item, "arguments"));
}

/// Tools of a namespace are prefixed with its name.
void addAvailable(const Json& tools, std::string_view nameSpace, std::string& words)
{
    if (!tools.is_array())
        return;
    for (const Json& tool : tools) {
        const std::string name = json::textOf(tool, "name");
        if (json::textOf(tool, "type") == "namespace" && nameSpace.empty())
            addAvailable(json::fieldOf(tool, "tools"), name, words);
        else if (!name.empty())
            addLine(words, availabilityNotice(flatToolName(nameSpace, name)));
    }
}

/// The tools themselves are offered.
std::string toolSearchOutput(const Json& item, PieceReader& reader)
{
    reader.know(item, {"execution", "tools"});
    std::string words;
    addAvailable(json::fieldOf(item, "tools"), {}, words);
    return words.empty() ? result("No tool was found.", false) : words;
}

std::string toolReference(const Json& block, PieceReader& reader)
{
    const std::string name = reader.text(block, "tool_name");
    return name.empty() ? name : availabilityNotice(name);
}

/// Source: anthropic-sdk-typescript, BetaToolSearchToolResultBlockParam. Read 2026-11-28.
std::string toolSearchToolResult(const Json& block, PieceReader& reader)
{
    const Json& content = reader.field(block, "content");
    if (const std::string error = reader.text(content, "error_code"); !error.empty())
        return result(error, true);
    std::string words;
    const Json& references = reader.field(content, "tool_references");
    if (references.is_array())
        for (const Json& reference : reader.elements(references))
            addLine(words, toolReference(reference, reader));
    return words;
}

struct ToolRow {
    Format format;
    std::string_view type; ///< for Gemini, the field that contains it
    std::string (*words)(const Json&, PieceReader&);
};

constexpr std::array kTools{
    ToolRow{Format::OpenAiResponses, "mcp_call", mcpCall},
    ToolRow{Format::OpenAiResponses, "code_interpreter_call", codeInterpreterCall},
    ToolRow{Format::OpenAiResponses, "web_search_call", webSearchCall},
    ToolRow{Format::OpenAiResponses, "agent_message", agentMessage},
    ToolRow{Format::OpenAiResponses, "multi_agent_call", multiAgentCall},
    ToolRow{Format::OpenAiResponses, "multi_agent_call_output", multiAgentCallOutput},
    ToolRow{Format::OpenAiResponses, "tool_search_call", toolSearchCall},
    ToolRow{Format::OpenAiResponses, "tool_search_output", toolSearchOutput},
    ToolRow{Format::Anthropic, "tool_reference", toolReference},
    ToolRow{Format::Anthropic, "tool_search_tool_result", toolSearchToolResult},
    ToolRow{Format::Anthropic, "mcp_tool_use", mcpToolUse},
    ToolRow{Format::Anthropic, "mcp_tool_result", mcpToolResult},
    ToolRow{Format::Anthropic, "server_tool_use", serverToolUse},
    ToolRow{Format::Anthropic, "code_execution_tool_result", codeExecutionToolResult},
    ToolRow{Format::Anthropic, "bash_code_execution_tool_result", codeExecutionToolResult},
    ToolRow{Format::Anthropic, "web_search_tool_result", webSearchToolResult},
    ToolRow{Format::Gemini, "executableCode", executableCode},
    ToolRow{Format::Gemini, "executable_code", executableCode},
    ToolRow{Format::Gemini, "codeExecutionResult", codeExecutionResult},
    ToolRow{Format::Gemini, "code_execution_result", codeExecutionResult},
};

} // namespace

std::string renderedTool(const Opaque& item, Losses& losses)
{
    PieceReader reader(item, losses);
    const std::string kind = kindOf(item);
    const auto row = std::ranges::find_if(
        kTools, [&](const ToolRow& each) { return each.format == item.format && each.type == kind; });
    const bool isInField = item.format == Format::Gemini && json::fieldOf(item.value, kind).is_object();
    const Json& value = isInField ? reader.field(item.value, kind) : item.value;
    std::string words = row == kTools.end() ? std::string() : row->words(value, reader);
    if (words.empty())
        words = saidIn(value, reader);
    if (!words.empty()) // otherwise its writer reports all of it
        reader.reportUnread();
    return words;
}

} // namespace gateway::protocol
