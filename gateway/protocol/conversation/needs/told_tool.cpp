#include "told_tool.h"

#include "telling.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::protocol {

namespace {

/// In brackets: the model is to know it, and not to write the like.
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

std::string call(const Json& item, const char* server, const char* arguments, Telling& telling)
{
    const std::string name = telling.text(item, "name");
    if (name.empty())
        return {};
    const std::string host = telling.text(item, server);
    return told("Called the tool " + name + (host.empty() ? "" : " of " + host), telling.words(item, arguments));
}

std::string mcpCall(const Json& item, Telling& telling)
{
    std::string all = call(item, "server_label", "arguments", telling);
    const std::string error = telling.words(item, "error");
    if (!error.empty())
        addLine(all, result(error, true));
    else if (json::fieldOf(item, "output").is_string())
        addLine(all, result(telling.text(item, "output"), false));
    return all;
}

std::string mcpToolUse(const Json& block, Telling& telling) { return call(block, "server_name", "input", telling); }

std::string mcpToolResult(const Json& block, Telling& telling)
{
    std::string words = telling.text(block, "content");
    const Json& content = telling.field(block, "content");
    if (content.is_array())
        for (const Json& each : telling.elements(content))
            addLine(words, telling.text(each, "text"));
    return result(words, telling.field(block, "is_error") == true);
}

std::string code(const std::string& text) { return text.empty() ? std::string() : told("Ran this code", text); }

std::string searched(const std::string& query)
{
    return query.empty() ? std::string() : told("Searched the web for", query);
}

std::string codeInterpreterCall(const Json& item, Telling& telling)
{
    std::string all = code(telling.text(item, "code"));
    const Json& outputs = telling.field(item, "outputs");
    if (!outputs.is_array())
        return all;
    for (const Json& output : telling.elements(outputs))
        if (json::textOf(output, "type") == "logs")
            addLine(all, result(telling.text(output, "logs"), false));
        else
            telling.losses().add("files that code made");
    return all;
}

std::string webSearchCall(const Json& item, Telling& telling)
{
    const Json& action = telling.field(item, "action");
    const std::string first = telling.text(action, "query");
    std::string query = first;
    if (const Json& queries = telling.field(action, "queries"); queries.is_array())
        for (const Json& each : telling.elements(queries))
            if (each.is_string() && each != first)
                addLine(query, each.get<std::string>());
    std::string all = searched(query);
    if (const std::string url = telling.text(action, "url"); !url.empty())
        addLine(all, told("Opened the page", url));
    std::string found;
    const Json& sources = telling.field(action, "sources");
    if (sources.is_array())
        for (const Json& source : telling.elements(sources))
            addLine(found, telling.text(source, "url"));
    if (!found.empty())
        addLine(all, told("Found", found));
    return all;
}

/// The tools of Anthropic's server whose input is one text.
std::string serverToolUse(const Json& block, Telling& telling)
{
    const std::string name = telling.text(block, "name");
    const Json& input = telling.field(block, "input");
    if (name == "web_search")
        return searched(telling.text(input, "query"));
    if (name.starts_with("tool_search_tool"))
        return told("Searched the tools for", telling.words(input, input.contains("pattern") ? "pattern" : "query"));
    return name == "code_execution" ? code(telling.text(input, "code"))
        : name == "bash_code_execution" ? code(telling.text(input, "command")) : std::string();
}

std::string codeExecutionToolResult(const Json& block, Telling& telling)
{
    const Json& content = telling.field(block, "content");
    if (const std::string error = telling.text(content, "error_code"); !error.empty())
        return result(error, true);
    if (!telling.field(content, "return_code").is_number())
        return {};
    if (json::fieldOf(content, "encrypted_stdout").is_string())
        telling.losses().add("content of type encrypted_code_execution_result");
    telling.know(content, {"encrypted_stdout", "content"});
    if (!json::fieldOf(content, "content").empty())
        telling.losses().add("files that code made");
    std::string words = telling.text(content, "stdout");
    addLine(words, telling.text(content, "stderr"));
    return result(words, telling.field(content, "return_code") != 0);
}

std::string webSearchToolResult(const Json& block, Telling& telling)
{
    const Json& content = telling.field(block, "content");
    if (const std::string error = telling.text(content, "error_code"); !error.empty())
        return result(error, true);
    if (!content.is_array())
        return {};
    std::string found;
    for (const Json& each : telling.elements(content)) {
        const std::string title = telling.text(each, "title");
        addLine(found, title + (title.empty() ? "" : ": ") + telling.text(each, "url"));
        telling.know(each, {"encrypted_content"});
    }
    if (!found.empty())
        telling.losses().add("text of what a search found");
    return told(found.empty() ? "Found nothing" : "Found", found);
}

std::string executableCode(const Json& part, Telling& telling)
{
    telling.know(part, {"id", "language"}); // the words show which one it is
    return code(telling.text(part, "code"));
}

std::string codeExecutionResult(const Json& part, Telling& telling)
{
    const std::string outcome = telling.text(part, "outcome");
    return result(telling.text(part, "output"), outcome == "OUTCOME_FAILED" || outcome == "OUTCOME_DEADLINE_EXCEEDED");
}

constexpr int kDeepest = 4; // of words within words

/// What a piece says, whatever it is: its text, content, message and output, and those of what is in them.
std::string saidIn(const Json& value, Telling& telling, int depth = 0)
{
    if (value.is_string())
        return value.get<std::string>();
    std::string words;
    if (depth == kDeepest)
        return words;
    if (value.is_array())
        for (const Json& each : telling.elements(value))
            addLine(words, saidIn(each, telling, depth + 1));
    if (!value.is_object())
        return words;
    for (const char* const key : {"text", "message", "content", "output"})
        if (const Json& inner = json::fieldOf(value, key); inner.is_string() || inner.is_structured())
            addLine(words, saidIn(telling.field(value, key), telling, depth + 1));
    if (const Json& source = json::fieldOf(value, "source"); json::textOf(source, "type") == "text") { // of a document
        telling.know(telling.field(value, "source"), {"media_type"});
        addLine(words, telling.text(source, "data"));
    }
    return words;
}

/// Parts that are sealed are nothing to others.
void reportSealed(const Json& content, Telling& telling)
{
    if (!content.is_array())
        return;
    for (const Json& part : telling.elements(content))
        if (!telling.text(part, "encrypted_content").empty())
            telling.losses().add("content of type " + nameableType(json::textOf(part, "type")));
}

std::string agentMessage(const Json& item, Telling& telling)
{
    reportSealed(telling.field(item, "content"), telling);
    std::string words = saidIn(telling.field(item, "content"), telling);
    const std::string author = telling.text(item, "author");
    const std::string recipient = telling.text(item, "recipient");
    if (words.empty())
        return words;
    return told("Message" + (author.empty() ? "" : " from " + author) + (recipient.empty() ? "" : " to " + recipient), words);
}

std::string multiAgentCall(const Json& item, Telling& telling)
{
    const std::string action = telling.text(item, "action");
    return action.empty() ? action : told("Called " + action, telling.words(item, "arguments"));
}

std::string multiAgentCallOutput(const Json& item, Telling& telling)
{
    telling.know(item, {"action"}); // which its call tells
    return result(saidIn(telling.field(item, "output"), telling), false);
}

std::string toolSearchCall(const Json& item, Telling& telling)
{
    telling.know(item, {"execution"});
    return told("Searched the tools for", telling.words(item, "arguments"));
}

/// Those of a namespace have its name before theirs.
void addAvailable(const Json& tools, std::string_view nameSpace, std::string& words)
{
    if (!tools.is_array())
        return;
    for (const Json& tool : tools) {
        const std::string name = json::textOf(tool, "name");
        if (json::textOf(tool, "type") == "namespace" && nameSpace.empty())
            addAvailable(json::fieldOf(tool, "tools"), name, words);
        else if (!name.empty())
            addLine(words, toldAsAvailable(flatToolName(nameSpace, name)));
    }
}

/// The tools themselves are offered.
std::string toolSearchOutput(const Json& item, Telling& telling)
{
    telling.know(item, {"execution", "tools"});
    std::string words;
    addAvailable(json::fieldOf(item, "tools"), {}, words);
    return words.empty() ? result("No tool was found.", false) : words;
}

std::string toolReference(const Json& block, Telling& telling)
{
    const std::string name = telling.text(block, "tool_name");
    return name.empty() ? name : toldAsAvailable(name);
}

/// Source: anthropic-sdk-typescript, BetaToolSearchToolResultBlockParam. Read 2026-11-28.
std::string toolSearchToolResult(const Json& block, Telling& telling)
{
    const Json& content = telling.field(block, "content");
    if (const std::string error = telling.text(content, "error_code"); !error.empty())
        return result(error, true);
    std::string words;
    const Json& references = telling.field(content, "tool_references");
    if (references.is_array())
        for (const Json& reference : telling.elements(references))
            addLine(words, toolReference(reference, telling));
    return words;
}

struct ToolRow {
    Format format;
    std::string_view type; ///< in Gemini's format the field that holds it
    std::string (*words)(const Json&, Telling&);
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

std::string toldTool(const Opaque& item, Losses& losses)
{
    Telling telling(item, losses);
    const std::string kind = kindOf(item);
    const auto row = std::ranges::find_if(
        kTools, [&](const ToolRow& each) { return each.format == item.format && each.type == kind; });
    const bool isInField = item.format == Format::Gemini && json::fieldOf(item.value, kind).is_object();
    const Json& value = isInField ? telling.field(item.value, kind) : item.value;
    std::string words = row == kTools.end() ? std::string() : row->words(value, telling);
    if (words.empty())
        words = saidIn(value, telling);
    if (!words.empty()) // else its writer reports all of it
        telling.reportUntold();
    return words;
}

} // namespace gateway::protocol
