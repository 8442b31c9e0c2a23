#pragma once

#include "catch.h"

#include "gateway/secrets/secret_store.h"

#include <QTest>

#include <optional>
#include <string>

namespace gateway::secrets {

constexpr int kCallLimit_ms = 30000;

inline SecretReference referenceOf(const std::string& text)
{
    const auto reference = SecretReference::parse(text);
    REQUIRE(reference);
    return *reference;
}

/// Calls and waits for the answer; the event loop runs meanwhile.
inline Result<Secret> readNow(SecretStore& store, const std::string& reference)
{
    std::optional<Result<Secret>> answer;
    store.read(referenceOf(reference), [&](Result<Secret> result) {
        CHECK_FALSE(answer); // called once
        answer = std::move(result);
    });
    CHECK_FALSE(answer); // never before the call returns
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kCallLimit_ms));
    return *answer;
}

inline Result<void> writeNow(SecretStore& store, const std::string& reference, const std::string& value)
{
    std::optional<Result<void>> answer;
    store.write(referenceOf(reference), Secret(value), [&](Result<void> result) { answer = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kCallLimit_ms));
    return *answer;
}

inline Result<void> removeNow(SecretStore& store, const std::string& reference)
{
    std::optional<Result<void>> answer;
    store.remove(referenceOf(reference), [&](Result<void> result) { answer = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kCallLimit_ms));
    return *answer;
}

/// "": success.
template <class T> std::string codeOf(const Result<T>& result)
{
    return result ? std::string() : std::string(result.error().code());
}

/// The secret, or why there is none, so that a failed comparison shows it.
inline std::string secretNow(SecretStore& store, const std::string& reference)
{
    const Result<Secret> read = readNow(store, reference);
    return read ? read->reveal() : codeOf(read) + ": " + read.error().text();
}

} // namespace gateway::secrets
