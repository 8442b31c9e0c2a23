#include "answer_error.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr int kRateLimited = 429;
constexpr int kOverloaded = 529;
constexpr int kClients = 400; // from this status on, and
constexpr int kServers = 500; // below this one, the client is to blame
constexpr int kEnd = 600;

bool isFailure(int status) { return status >= kClients && status < kEnd; }

/// A word in a code or a type, in lower case without separators.
struct Word {
    std::string_view word;
    int status;
};
constexpr std::array kStatuses{Word{"ratelimit", kRateLimited}, Word{"resourceexhausted", kRateLimited},
    Word{"throttl", kRateLimited}, Word{"toomanyrequests", kRateLimited}, Word{"quota", kRateLimited},
    Word{"overloaded", kOverloaded}, Word{"unavailable", 503}, Word{"authentication", 401}, Word{"unauthenticated", 401},
    Word{"invalidapikey", 401}, Word{"permission", 403}, Word{"accessdenied", 403}, Word{"notfound", 404},
    Word{"toolarge", 413}, Word{"contextlengthexceeded", kClients}, Word{"invalidprompt", kClients},
    Word{"invalidrequest", kClients}, Word{"invalidargument", kClients}, Word{"validationexception", kClients},
    Word{"deadline", 504}, Word{"timeout", 504}};

/// Codes that mean the same in all of OpenAI's formats.
constexpr std::array<std::string_view, 3> kShared{"context_length_exceeded", "rate_limit_exceeded", "insufficient_quota"};

int statusIn(const std::string& said)
{
    int number = 0;
    const char* const end = said.data() + said.size();
    const auto read = std::from_chars(said.data(), end, number);
    if (read.ec == std::errc() && read.ptr == end)
        return isFailure(number) ? number : 0;
    std::string word = asciiLower(said);
    std::erase_if(word, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '.'; });
    const auto found
        = std::ranges::find_if(kStatuses, [&](const Word& each) { return word.find(each.word) != std::string::npos; });
    return found == kStatuses.end() ? 0 : found->status;
}

std::string openAiType(int status)
{
    constexpr std::array kTypes{Word{"authentication_error", 401}, Word{"permission_error", 403},
        Word{"rate_limit_error", kRateLimited}};
    if (const auto found = std::ranges::find(kTypes, status, &Word::status); found != kTypes.end())
        return std::string(found->word);
    return status > 0 && status < kServers ? "invalid_request_error" : "server_error";
}

std::string responsesCode(int status)
{
    if (status == kRateLimited)
        return "rate_limit_exceeded";
    const bool isOfRequest = status == kClients || status == 413 || status == 422;
    return isOfRequest ? "invalid_prompt" : "server_error";
}

std::string chatCode(int status)
{
    const ErrorKind kind = status == kRateLimited ? ErrorKind::UpstreamRateLimited : ErrorKind::UpstreamError;
    return std::string(errorInfo(kind).code);
}

} // namespace

int statusOf(const AnswerError& error)
{
    for (const std::string* const said : {&error.code, &error.type})
        if (const int status = statusIn(*said); status > 0)
            return status;
    return isFailure(error.status) ? error.status : 0;
}

AnswerError inDialect(Dialect dialect, AnswerError error)
{
    error.status = statusOf(error);
    if (dialect != Dialect::OpenAi && dialect != Dialect::OpenAiResponses)
        return error;
    error.type = openAiType(error.status);
    if (std::ranges::find(kShared, error.code) == kShared.end())
        error.code = dialect == Dialect::OpenAi ? chatCode(error.status) : responsesCode(error.status);
    return error;
}

AnswerError unreadEvent(const Error& why, std::string otherwise)
{
    if (why.kind != ErrorKind::UpstreamProtocolError)
        return {std::move(otherwise), {}, {}, 0};
    const ErrorInfo& info = errorInfo(why.kind);
    return {"The provider sent an event that cannot be read: " + why.text() + '.', std::string(info.code), std::to_string(info.status), info.status};
}

bool mayBePartOfAnswer(const Result<Json>& read, std::string_view data)
{
    if (read)
        return false;
    data = trimmed(data, " \t\r\n");
    const bool isTooMuch = read.error().kind == ErrorKind::UpstreamProtocolError;
    return isTooMuch || data.starts_with('{') || data.ends_with('}') || data.find("\":") != std::string_view::npos;
}

} // namespace gateway::protocol
