#include "catch.h"
#include "test_language.h"

#include "ui/words/failure_words.h"
#include "ui/words/health_words.h"
#include "ui/words/probe_words.h"
#include "ui/words/rest_words.h"

#include <QRegularExpression>

#include <memory>

using gateway::ErrorKind;
using gateway::config::FailureClass;
using gateway::host::KeyHealth;
using gateway::host::KeyStatus;
using gateway::host::ProbeResult;
using gateway::providers::UpstreamFailure;
using gateway::routing::Rest;
using ui::words::FailureWords;
using ui::words::HealthWords;
using ui::words::ProbeWords;
using ui::words::RestWords;

namespace {

ProbeResult failed(UpstreamFailure failure, int status = 0, const char* words = "")
{
    ProbeResult result;
    result.failure = failure;
    result.status = status;
    result.words = words;
    result.address = "127.0.0.1:9";
    result.message = gateway::asIs("in the words of the gateway");
    return result;
}

Rest rest(const char* key, const char* model)
{
    Rest made;
    made.provider = "p";
    made.key = key;
    made.model = model;
    return made;
}

constexpr int kLastFailure = static_cast<int>(UpstreamFailure::NotAList);
constexpr int kLastClass = static_cast<int>(FailureClass::EmptyAnswer);
constexpr int kLastHealth = static_cast<int>(KeyHealth::Malformed);

/// Names that are equal in every language.
bool isChinese(QString text)
{
    static const QRegularExpression kNames(QStringLiteral("OpenAI|HTTP|token|CA|Signalbox|models|/models|/chat/completions|“[^”]*”"));
    static const QRegularExpression kEnglish(QStringLiteral("[A-Za-z]{2}"));
    text.remove(kNames);
    return !text.isEmpty() && !text.contains(kEnglish);
}

} // namespace

TEST_CASE("describes failed tests")
{
    struct Row {
        ProbeResult result;
        const char* status;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {failed(UpstreamFailure::Refused, 0, "Connection refused"), "error", "No response at 127.0.0.1:9: check that it is running and the address is correct"},
        {failed(UpstreamFailure::NotSecure, 0, "self-signed"), "error", "No secure connection to 127.0.0.1:9: “self-signed”"},
        {failed(UpstreamFailure::Status, 401, "Incorrect API key"), "error", "Key rejected (401): “Incorrect API key”"},
        {failed(UpstreamFailure::Status, 402, ""), "error", "The balance is used up (402)"},
        {failed(UpstreamFailure::Status, 429, "slow down"), "resting", "Reached, but rate-limited now (429): “slow down”"},
        {failed(UpstreamFailure::Status, 500, "oops"), "warn", "Unexpected status 500: “oops”"},
        {failed(UpstreamFailure::NoModel, 404, ""), "error", "No model list at this address (404): check the address, or enter a model in the provider’s settings, under “Models”"},
        {failed(UpstreamFailure::NotAList, 200, ""), "error", "The response is not a model list, perhaps a web page: check that the address ends before /models"},
        {failed(UpstreamFailure::BrokenStream, 200, "overloaded"), "error", "The answer was interrupted: “overloaded”"},
    }));
    const Language language("en");
    CHECK(ProbeWords::failure(row.result).toStdString() == row.text);
    CHECK(ProbeWords::statusName(row.result).toStdString() == row.status);
}

TEST_CASE("a failed test names the address that was probably meant")
{
    ProbeResult result = failed(UpstreamFailure::Status, 404, "no such path");
    result.better = std::make_shared<const gateway::providers::BetterAddress>(gateway::providers::BetterAddress{"http://127.0.0.1:9/v1", {}});
    const Language english("en");
    CHECK(ProbeWords::failure(result).toStdString() == "No API at this address. Use http://127.0.0.1:9/v1 instead");
}

TEST_CASE("Chinese texts contain English only in names and quotations")
{
    const Language language("zh_CN");
    for (int i = 0; i <= kLastFailure; ++i) {
        for (const int status : {0, 301, 401, 402, 403, 404, 429, 500}) {
            const QString text = ProbeWords::failure(failed(static_cast<UpstreamFailure>(i), status, "its own words"));
            CAPTURE(i, status, text.toStdString());
            CHECK(isChinese(text));
        }
    }
    for (const ErrorKind kind : {ErrorKind::NoUsableKey, ErrorKind::ConfigInvalid, ErrorKind::Io}) {
        auto result = failed(UpstreamFailure::NotSent);
        result.problem = kind;
        CHECK(isChinese(ProbeWords::failure(result)));
    }
    for (const ErrorKind kind : {ErrorKind::SecretLocked, ErrorKind::SecretTimeout, ErrorKind::SecretUnavailable, ErrorKind::SecretDenied}) {
        for (const char* reference : {"keychain:a/b", "vault:a/b", "env:A"}) {
            auto result = failed(UpstreamFailure::NotSent);
            result.problem = ErrorKind::NoUsableKey;
            result.keyProblem = kind;
            result.keyReference = reference;
            CHECK(isChinese(ProbeWords::failure(result)));
        }
    }
    for (int i = 0; i <= kLastClass; ++i) {
        CAPTURE(i);
        CHECK(isChinese(FailureWords::reason(static_cast<FailureClass>(i), 0, "connection refused")));
    }
    for (int i = 0; i <= kLastHealth; ++i) {
        const std::vector<KeyStatus> keys{{"主", "keychain:a/b", static_cast<KeyHealth>(i), "it contains a line break or another control character; a key is a single "
        "line"}};
        CAPTURE(i);
        CHECK(isChinese(HealthWords::key(keys.front().health).word));
        CHECK(isChinese(HealthWords::keyProblem(keys).word));
        CHECK(isChinese(HealthWords::keySentence(keys)));
    }
    for (const Rest& each : {rest("主", "模型"), rest("主", ""), rest("", "模型"), rest("", "")}) {
        CHECK(isChinese(RestWords::resting(each, QStringLiteral("18:00:00"))));
        CHECK(isChinese(RestWords::waiting(each)));
        CHECK(isChinese(RestWords::begun(each, QStringLiteral("供应商"))));
        CHECK(isChinese(RestWords::over(each, QStringLiteral("供应商"))));
    }
    for (const char* operation : {"images", "audio", "rerank", "moderations", "embeddings", "token_counts"}) {
        Rest each = rest("主", "模型");
        each.operation = operation;
        CAPTURE(operation);
        CHECK(isChinese(RestWords::resting(each, QStringLiteral("18:00:00"))));
        CHECK(isChinese(RestWords::begun(each, QStringLiteral("供应商"))));
    }
    for (const char* code : {"no_usable_target", "model_not_found", "upstream_unreachable", "gateway_paused"}) CHECK(isChinese(FailureWords::errorCode(code)));
}

TEST_CASE("describes a cooldown and its end with the same subject")
{
    const Language language("en");
    struct Row {
        Rest rest;
        const char* begun;
        const char* over;
    };
    const auto row = GENERATE(values<Row>({
        {rest("", ""), "DeepSeek is cooling down after failures (429)", "DeepSeek is used again"},
        {rest("", "m%1"), "DeepSeek: model “m%1” is cooling down (429)", "DeepSeek: model “m%1” is used again"},
        {rest("main", ""), "DeepSeek: key “main” is cooling down (429)", "DeepSeek: key “main” is used again"},
        {rest("main", "m"), "DeepSeek: key “main” is cooling down for model “m” (429)", "DeepSeek: key “main” is used again for model “m”"},
    }));
    Rest made = row.rest;
    made.failure = FailureClass::RateLimited;
    made.reason = gateway::asIs("429");
    CHECK(RestWords::begun(made, QStringLiteral("DeepSeek")).toStdString() == row.begun);
    CHECK(RestWords::over(made, QStringLiteral("DeepSeek")).toStdString() == row.over);
}

TEST_CASE("names the kind of request that a cooldown is limited to")
{
    const Language language("en");
    Rest pictures = rest("main", "");
    pictures.failure = FailureClass::RateLimited;
    pictures.reason = gateway::asIs("429");
    pictures.operation = "images";
    CHECK(RestWords::begun(pictures, QStringLiteral("OpenAI")) == QStringLiteral("OpenAI: key “main” is cooling down (429), for images only"));
    CHECK(RestWords::over(pictures, QStringLiteral("OpenAI")) == QStringLiteral("OpenAI: key “main” is used again, for images only"));
    CHECK(RestWords::resting(pictures, QStringLiteral("18:00:00")) == QStringLiteral("Key “main” for images is cooling down until 18:00:00 (429)"));
}

TEST_CASE("shows a status code rather than its class and an unknown code unchanged")
{
    const Language language("en");
    CHECK(FailureWords::reason(FailureClass::RateLimited, 429, "429") == QStringLiteral("429"));
    CHECK(FailureWords::reason(FailureClass::Unreachable, 0, "connection refused") == QStringLiteral("unreachable"));
    CHECK(FailureWords::reason({}, 0, "something") == QStringLiteral("something"));
    CHECK(FailureWords::errorCode("no_usable_target") == QStringLiteral("no usable target"));
    CHECK(FailureWords::errorCode("never_heard_of") == QStringLiteral("never_heard_of"));
}
