#include "told_tool.h"

#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/loose_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::protocol {

namespace {

/// Texts as they are, other values as JSON.
std::string wordsIn(const Json& object, const char* key)
{
    const Json& value = looseField(object, key);
    return value.is_null() ? std::string() : value.is_string() ? value.get<std::string>() : toText(value);
}

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

std::string call(const Json& item, const char* server, const char* arguments)
{
    const std::string name = looseText(item, "name");
    if (name.empty())
        return {};
    const std::string host = looseText(item, server);
    return told("Called the tool " + name + (host.empty() ? "" : " of " + host), wordsIn(item, arguments));
}

std::string mcpCall(const Json& item, Losses&)
{
    std::string all = call(item, "server_label", "arguments");
    const std::string error = wordsIn(item, "error");
    if (!error.empty())
        addLine(all, result(error, true));
    else if (looseField(item, "output").is_string())
        addLine(all, result(looseText(item, "output"), false));
    return all;
}

std::string mcpToolUse(const Json& block, Losses&) { return call(block, "server_name", "input"); }

std::string mcpToolResult(const Json& block, Losses&)
{
    std::string words = looseText(block, "content");
    const Json& content = looseField(block, "content");
    if (content.is_array())
        for (const Json& each : content)
            addLine(words, looseText(each, "text"));
    return result(words, looseField(block, "is_error") == true);
}

std::string code(const std::string& text) { return text.empty() ? std::string() : told("Ran this code", text); }

std::string searched(const std::string& query)
{
    return query.empty() ? std::string() : told("Searched the web for", query);
}

std::string codeInterpreterCall(const Json& item, Losses& losses)
{
    std::string all = code(looseText(item, "code"));
    const Json& outputs = looseField(item, "outputs");
    if (!outputs.is_array())
        return all;
    for (const Json& output : outputs)
        if (looseText(output, "type") == "logs")
            addLine(all, result(looseText(output, "logs"), false));
        else
            losses.add("files that code made");
    return all;
}

std::string webSearchCall(const Json& item, Losses&)
{
    const Json& action = looseField(item, "action");
    std::string query = looseText(action, "query");
    if (const Json& queries = looseField(action, "queries"); query.empty() && queries.is_array())
        for (const Json& each : queries)
            if (each.is_string())
                addLine(query, each.get<std::string>());
    std::string all = searched(query);
    if (const std::string url = looseText(action, "url"); !url.empty())
        addLine(all, told("Opened the page", url));
    std::string found;
    const Json& sources = looseField(action, "sources");
    if (sources.is_array())
        for (const Json& source : sources)
            addLine(found, looseText(source, "url"));
    if (!found.empty())
        addLine(all, told("Found", found));
    return all;
}

/// The tools of Anthropic's server whose input is one text.
std::string serverToolUse(const Json& block, Losses&)
{
    const std::string name = looseText(block, "name");
    const Json& input = looseField(block, "input");
    if (name == "web_search")
        return searched(looseText(input, "query"));
    if (name.starts_with("tool_search_tool"))
        return told("Searched the tools for", wordsIn(input, input.contains("pattern") ? "pattern" : "query"));
    return name == "code_execution" ? code(looseText(input, "code"))
        : name == "bash_code_execution" ? code(looseText(input, "command")) : std::string();
}

std::string codeExecutionToolResult(const Json& block, Losses& losses)
{
    const Json& content = looseField(block, "content");
    if (const std::string error = looseText(content, "error_code"); !error.empty())
        return result(error, true);
    if (!looseField(content, "return_code").is_number())
        return {};
    if (looseField(content, "encrypted_stdout").is_string())
        losses.add("content of type encrypted_code_execution_result");
    if (!looseField(content, "content").empty())
        losses.add("files that code made");
    std::string words = looseText(content, "stdout");
    addLine(words, looseText(content, "stderr"));
    return result(words, looseField(content, "return_code") != 0);
}

std::string webSearchToolResult(const Json& block, Losses& losses)
{
    const Json& content = looseField(block, "content");
    if (const std::string error = looseText(content, "error_code"); !error.empty())
        return result(error, true);
    if (!content.is_array())
        return {};
    std::string found;
    for (const Json& each : content) {
        const std::string title = looseText(each, "title");
        addLine(found, title + (title.empty() ? "" : ": ") + looseText(each, "url"));
    }
    if (!found.empty())
        losses.add("text of what a search found");
    return told(found.empty() ? "Found nothing" : "Found", found);
}

std::string executableCode(const Json& part, Losses&) { return code(looseText(part, "code")); }

std::string codeExecutionResult(const Json& part, Losses&)
{
    const std::string outcome = looseText(part, "outcome");
    return result(looseText(part, "output"), outcome == "OUTCOME_FAILED" || outcome == "OUTCOME_DEADLINE_EXCEEDED");
}

constexpr int kDeepest = 4; // of words within words

/// What a piece says, whatever it is: its text, content, message and output, and those of what is in them.
std::string saidIn(const Json& value, int depth = 0)
{
    if (value.is_string())
        return value.get<std::string>();
    std::string words;
    if (depth == kDeepest)
        return words;
    if (value.is_array())
        for (const Json& each : value)
            addLine(words, saidIn(each, depth + 1));
    if (!value.is_object())
        return words;
    for (const char* const key : {"text", "message", "content", "output"})
        addLine(words, saidIn(looseField(value, key), depth + 1));
    if (const Json& source = looseField(value, "source"); looseText(source, "type") == "text") // of a document
        addLine(words, looseText(source, "data"));
    return words;
}

/// Parts that are sealed are nothing to others.
void reportSealed(const Json& content, Losses& losses)
{
    if (!content.is_array())
        return;
    for (const Json& part : content)
        if (!looseText(part, "encrypted_content").empty())
            losses.add("content of type " + nameableType(looseText(part, "type")));
}

std::string agentMessage(const Json& item, Losses& losses)
{
    reportSealed(looseField(item, "content"), losses);
    const std::string words = saidIn(looseField(item, "content"));
    const std::string author = looseText(item, "author");
    const std::string recipient = looseText(item, "recipient");
    if (words.empty())
        return words;
    return told("Message" + (author.empty() ? "" : " from " + author) + (recipient.empty() ? "" : " to " + recipient), words);
}

std::string multiAgentCall(const Json& item, Losses&)
{
    const std::string action = looseText(item, "action");
    return action.empty() ? action : told("Called " + action, wordsIn(item, "arguments"));
}

std::string multiAgentCallOutput(const Json& item, Losses&) { return result(saidIn(looseField(item, "output")), false); }

std::string toolSearchCall(const Json& item, Losses&) { return told("Searched the tools for", wordsIn(item, "arguments")); }

/// Those of a namespace have its name before theirs.
void addAvailable(const Json& tools, std::string_view nameSpace, std::string& words)
{
    if (!tools.is_array())
        return;
    for (const Json& tool : tools) {
        const std::string name = looseText(tool, "name");
        if (looseText(tool, "type") == "namespace" && nameSpace.empty())
            addAvailable(looseField(tool, "tools"), name, words);
        else if (!name.empty())
            addLine(words, toldAsAvailable(flatToolName(nameSpace, name)));
    }
}

std::string toolSearchOutput(const Json& item, Losses&)
{
    std::string words;
    addAvailable(looseField(item, "tools"), {}, words);
    return words.empty() ? result("No tool was found.", false) : words;
}

std::string toolReference(const Json& block, Losses&)
{
    const std::string name = looseText(block, "tool_name");
    return name.empty() ? name : toldAsAvailable(name);
}

/// Source: anthropic-sdk-typescript, BetaToolSearchToolResultBlockParam. Read 2026-11-28.
std::string toolSearchToolResult(const Json& block, Losses& losses)
{
    const Json& content = looseField(block, "content");
    if (const std::string error = looseText(content, "error_code"); !error.empty())
        return result(error, true);
    std::string words;
    const Json& references = looseField(content, "tool_references");
    if (references.is_array())
        for (const Json& reference : references)
            addLine(words, toolReference(reference, losses));
    return words;
}

struct ToolRow {
    Format format;
    std::string_view type; ///< in Gemini's format the field that holds it
    std::string (*words)(const Json&, Losses&);
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
    const std::string kind = kindOf(item);
    const auto row = std::ranges::find_if(
        kTools, [&](const ToolRow& each) { return each.format == item.format && each.type == kind; });
    const Json& field = looseField(item.value, kind);
    const Json& value = item.format == Format::Gemini && field.is_object() ? field : item.value;
    std::string words = row == kTools.end() ? std::string() : row->words(value, losses);
    return words.empty() ? saidIn(value) : words;
}

} // namespace gateway::protocol
