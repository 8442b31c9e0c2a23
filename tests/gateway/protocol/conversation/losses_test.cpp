#include "gateway/protocol/conversation/codec.h"

#include "catch.h"

#include <string>

using namespace gateway::protocol;

TEST_CASE("lists each loss once and summarises those beyond the limit")
{
    Losses few;
    for (const char* const what : {"top_k", "seed", "top_k"})
        few.add(what);
    CHECK(few.list() == std::vector<std::string>{"top_k", "seed"});
    Losses many;
    for (int i = 0; i < 100; ++i)
        many.add("messages[" + std::to_string(i) + "].x");
    CHECK(many.list().size() == 41);
    CHECK(many.list().back() == "further fields");
    many.add("messages[0].x");
    many.add("another");
    CHECK(many.list().size() == 41);
}

TEST_CASE("limits long loss names to a size that proxies accept in a header")
{
    Losses losses;
    for (int i = 0; i < 100; ++i)
        losses.add(std::to_string(i) + std::string(300, 'x'));
    std::size_t bytes = 0;
    for (const std::string& each : losses.list())
        bytes += each.size() + 2;
    CHECK(bytes < 3000);
    CHECK(losses.list().back() == "further fields");
    CHECK(losses.list().size() > 5);
}

TEST_CASE("names a loss as the client's format does even with a qualifier")
{
    struct Row {
        Format client;
        const char* loss;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Gemini, "top_k", "generationConfig.topK"},
        {Format::Gemini, "metadata", "labels"},
        {Format::Gemini, "max_tokens above the model's limit", "generationConfig.maxOutputTokens above the model's limit"},
        {Format::Anthropic, "user", "metadata.user_id"},
        {Format::OllamaChat, "repetition_penalty", "options.repeat_penalty"},
        {Format::OllamaGenerate, "max_tokens: more than the model can write", "options.num_predict: more than the model can write"},
        {Format::OpenAiResponses, "logprobs", "include: message.output_text.logprobs"},
        {Format::OpenAiResponses, "max_tokens", "max_output_tokens"},
        {Format::OpenAiChat, "top_k", "top_k"},
        {Format::Gemini, "temperature above 1", "temperature above 1"},
        {Format::Anthropic, "users", "users"},
    }));
    CAPTURE(row.loss);
    Conversation request;
    request.origin = row.client;
    Losses losses;
    losses.nameFor(request);
    losses.add(row.loss);
    CHECK(losses.list() == std::vector<std::string>{row.name});
}

TEST_CASE("names a loss in the spelling that the client used")
{
    Conversation request;
    request.origin = Format::Gemini;
    request.spellings = {{"generationConfig", "generation_config"}, {"topK", "top_k"}, {"googleSearch", "google_search"}};
    Losses losses;
    losses.nameFor(request);
    for (const char* const what : {"top_k", "seed", "generationConfig.zzNew", "tools: googleSearch", "googleSearchRetrieval"})
        losses.add(what);
    CHECK(losses.list() == std::vector<std::string>{"generation_config.top_k", "seed", "generation_config.zzNew", "tools: google_search", "googleSearchRetrieval"});
}

TEST_CASE("names the entries of Anthropic's metadata other than the user")
{
    struct Row {
        Format client;
        gateway::Json metadata;
        std::vector<std::string> names;
    };
    const auto row = GENERATE(values<Row>({
        {Format::Anthropic, gateway::Json{{"other", 1}}, {"metadata.other"}},
        {Format::Anthropic, gateway::Json{{"team", "a"}, {"zz_new", gateway::Json::object()}}, {"metadata.team", "metadata.zz_new"}},
        {Format::OpenAiChat, gateway::Json{{"other", 1}}, {"metadata"}},
        {Format::Gemini, gateway::Json{{"other", "1"}}, {"labels"}},
    }));
    Conversation request;
    request.origin = row.client;
    request.metadata = row.metadata;
    Losses losses;
    losses.nameFor(request);
    losses.add("metadata");
    CHECK(losses.list() == row.names);
}
