// What it costs to translate: a streamed event from each format into each other, a request
// of 100 KB and a conversation of 2 MB. Microseconds of CPU, the median of several rounds.
//
//     bench_translate [--json FILE] [--rounds N]

#include "gateway/core/json/json.h"
#include "gateway/protocol/anthropic/anthropic_codec.h"
#include "gateway/protocol/gemini/gemini_codec.h"
#include "gateway/protocol/ollama/ollama_codec.h"
#include "gateway/protocol/openai/chat_codec.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// Every format that is measured, as upstream where it has a decoder and as client where it has an encoder.
struct MeasuredFormat {
    const char* name;
    const Codec& (*codec)();
};

constexpr std::array kFormats{
    MeasuredFormat{"chat", openAiChatCodec}, MeasuredFormat{"responses", openAiResponsesCodec},
    MeasuredFormat{"anthropic", anthropicCodec}, MeasuredFormat{"gemini", geminiCodec},
    MeasuredFormat{"ollama", ollamaChatCodec},
};

constexpr std::size_t kEvents = 2000; // of a stream
constexpr int kPieces = 20; // of a text between two tool calls

double cpu_us()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <class Work> double median_us(int rounds, Work work)
{
    std::vector<double> took;
    for (int i = 0; i < rounds; ++i) {
        const double begin = cpu_us();
        work();
        took.push_back(cpu_us() - begin);
    }
    std::nth_element(took.begin(), took.begin() + rounds / 2, took.end());
    return took[static_cast<std::size_t>(rounds / 2)];
}

/// An agent's answer: thoughts, then texts and calls in turn, in pieces of a few words.
std::vector<AnswerEvent> answerEvents()
{
    std::vector<AnswerEvent> events{AnswerBegun{"a1", "model", 1, {}}};
    const std::string words = " some words of an \"answer\"";
    for (int part = 0; events.size() < kEvents; ++part) {
        ToolCall call;
        call.id = "call_" + std::to_string(part);
        call.name = "read_file";
        const bool isCall = part % 2 == 1;
        events.emplace_back(PartBegun{0, part,
            part == 0    ? Content(Thinking{})
                : isCall ? Content(call)
                         : Content(Text{})});
        for (int i = 0; i < kPieces; ++i) {
            const std::string input = i == 0 ? "{\"path\":\"" : i == kPieces - 1 ? "\"}" : "folder/";
            events.emplace_back(PartGrew{
                0, part, isCall ? PartGrew::What::Input : PartGrew::What::Text, isCall ? input : words, {}, 0});
        }
        events.emplace_back(PartEnded{0, part});
    }
    events.emplace_back(ChoiceEnded{0, StopReason::ToolCalls, {}});
    TokenUsage usage;
    usage.origin = UsageOrigin::Reported;
    usage.input = Tokens{1000};
    usage.output = Tokens{2000};
    events.emplace_back(UsageReported{usage});
    events.emplace_back(AnswerEnded{});
    return events;
}

AnswerContext contextFor(const Conversation& request)
{
    AnswerContext context;
    context.request = &request;
    context.model = "model";
    context.id = "01BENCH";
    return context;
}

/// The events of a stream, each in a text of its own, as they come from the network.
std::vector<std::string> upstreamStream(const Codec& codec, const Conversation& request)
{
    const auto encoder = codec.makeEncoder(contextFor(request));
    std::vector<std::string> pieces;
    for (const AnswerEvent& event : answerEvents()) {
        std::string piece;
        encoder->write(event, piece);
        if (!piece.empty())
            pieces.push_back(std::move(piece));
    }
    return pieces;
}

/// Microseconds for each event of the upstream.
double streamCost(const Codec& upstream, const Codec& client, int rounds)
{
    Conversation request;
    request.includeUsage = true;
    const std::vector<std::string> pieces = upstreamStream(upstream, request);
    std::size_t written = 0;
    const double cost = median_us(rounds, [&] {
        const auto decoder = upstream.makeDecoder("01BENCH");
        const auto encoder = client.makeEncoder(contextFor(request));
        std::vector<AnswerEvent> events;
        std::string out;
        for (const std::string& piece : pieces) {
            decoder->feed(piece, events);
            for (const AnswerEvent& event : events)
                encoder->write(event, out);
            events.clear();
            written += out.size();
            out.clear();
        }
    });
    if (written == 0)
        std::exit(1);
    return cost / static_cast<double>(pieces.size());
}

Tool readFileTool(int number)
{
    Tool tool;
    tool.name = "tool_" + std::to_string(number);
    tool.description = std::string(400, 'd');
    Json& properties = tool.parameters["properties"];
    for (const char* const name : {"path", "offset", "limit", "pattern", "recursive"})
        properties[name] = Json{{"type", "string"}, {"description", std::string(80, 'p')}};
    tool.parameters["type"] = "object";
    tool.parameters["required"] = Json::array({"path"});
    return tool;
}

/// A coding agent's conversation of about `size` bytes: tools, calls, results.
Conversation agentConversation(std::size_t size)
{
    Conversation made;
    made.model = "model";
    made.sampling.maxTokens = 4096;
    for (int i = 0; i < 14; ++i)
        made.tools.push_back(readFileTool(i));
    const auto add = [&](Role role, Content content) {
        made.messages.emplace_back();
        made.messages.back().role = role;
        made.messages.back().parts.push_back({std::move(content), {}});
    };
    add(Role::System, Text{std::string(8000, 's'), {}, {}});
    add(Role::User, Text{"Please change the program.", {}, {}});
    std::string line = "    result = compute(\"value\", 42); // a line of a file\n";
    std::string file;
    for (int i = 0; i < 40; ++i)
        file += line;
    std::size_t made_bytes = 24000; // of tools and system message
    for (int i = 0; made_bytes < size; ++i) {
        ToolCall call;
        call.id = "call_" + std::to_string(i);
        call.name = "tool_1";
        call.input = R"({"path":"folder/file.cpp"})";
        ToolResult result;
        result.callId = call.id;
        result.name = call.name;
        result.content.emplace_back(Text{file, {}, {}});
        add(Role::Assistant, std::move(call));
        add(Role::User, std::move(result));
        made_bytes += file.size() + 300;
    }
    return made;
}

struct RequestCost {
    std::size_t bytes = 0;
    double parse_us = 0; ///< from text into a tree
    double translate_us = 0; ///< read and write
    double print_us = 0; ///< back into text
};

/// The tree that the reader gets is made outside of the measured time.
RequestCost requestCost(const Codec& client, const Codec& upstream, std::size_t size, int rounds)
{
    WriteTarget target;
    target.model = "model";
    Losses losses;
    const auto body = client.writeRequest(agentConversation(size), target, losses);
    if (!body)
        std::exit(1);
    const std::string text = toText(*body);
    RequestCost cost;
    cost.bytes = text.size();
    cost.parse_us = median_us(rounds, [&] { (void)parseJson(text); });
    std::vector<Json> trees(static_cast<std::size_t>(rounds), *body);
    Json last;
    cost.translate_us = median_us(rounds, [&] {
        const auto read = client.readRequest(std::move(trees.back()), {"model", false});
        trees.pop_back();
        auto written =
            read ? upstream.writeRequest(*read, target, losses) : Result<Json>(tl::unexpected<Error>(read.error()));
        if (!written)
            std::exit(1);
        last = std::move(*written);
    });
    cost.print_us = median_us(rounds, [&] { (void)toText(last); });
    return cost;
}

void printRequest(const char* from, const char* to, const RequestCost& cost)
{
    std::printf("%-10s %-10s %9zu bytes %10.0f us read+write %10.0f us parse %10.0f us print\n", from, to, cost.bytes,
        cost.translate_us, cost.parse_us, cost.print_us);
}

Json asJson(const char* from, const char* to, const RequestCost& cost)
{
    return Json{{"client", from}, {"upstream", to}, {"bytes", cost.bytes}, {"read_write_us", cost.translate_us},
        {"parse_us", cost.parse_us}, {"print_us", cost.print_us}};
}

Json measure(int rounds)
{
    Json all;
    for (const MeasuredFormat& upstream : kFormats) {
        for (const MeasuredFormat& client : kFormats) {
            if (upstream.codec().makeDecoder && upstream.codec().makeEncoder && client.codec().makeEncoder) {
                const double cost = streamCost(upstream.codec(), client.codec(), rounds);
                std::printf("%-10s %-10s %10.2f us for each streamed event\n", upstream.name, client.name, cost);
                all["events"].push_back(Json{{"upstream", upstream.name}, {"client", client.name}, {"event_us", cost}});
            }
            if (!client.codec().readRequest || !client.codec().writeRequest || !upstream.codec().writeRequest)
                continue;
            for (const std::size_t size : {std::size_t{100'000}, std::size_t{2'000'000}}) {
                const RequestCost cost = requestCost(client.codec(), upstream.codec(), size, rounds);
                printRequest(client.name, upstream.name, cost);
                all["requests"].push_back(asJson(client.name, upstream.name, cost));
            }
        }
    }
    return all;
}

} // namespace

int main(int argc, char* argv[])
{
    std::string file;
    int rounds = 21;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view option = argv[i];
        if (option == "--json")
            file = argv[i + 1];
        else if (option == "--rounds")
            rounds = std::max(1, std::atoi(argv[i + 1]));
    }
    const Json all = measure(rounds);
    if (!file.empty() && !(std::ofstream(file) << toPrettyText(all))) {
        std::fprintf(stderr, "cannot write %s\n", file.c_str());
        return 1;
    }
    return 0;
}
