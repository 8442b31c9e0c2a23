#include "google_token.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace gateway::providers {

namespace {

constexpr std::string_view kScope = "https://www.googleapis.com/auth/cloud-platform";
constexpr std::int64_t kValid_s = 3600; // maximum accepted by Google

struct Free {
    void operator()(BIO* bio) const { BIO_free_all(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

std::string base64Url(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(size));
    std::replace(text.begin(), text.end(), '+', '-');
    std::replace(text.begin(), text.end(), '/', '_');
    std::erase(text, '=');
    return text;
}

/// Prevents a password prompt.
int noPassword(char*, int, int, void*) { return -1; }

/// Empty: the key is invalid, or not RSA.
std::string signedRs256(const Secret& privateKey, const std::string& text)
{
    const std::string& pem = privateKey.reveal();
    const std::unique_ptr<BIO, Free> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    const std::unique_ptr<EVP_PKEY, Free> key(PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassword, nullptr));
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    std::string signature;
    std::size_t size = 0;
    const auto* const data = reinterpret_cast<const unsigned char*>(text.data());
    if (key && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA
        && EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1
        && EVP_DigestSign(context.get(), nullptr, &size, data, text.size()) == 1) {
        signature.resize(size);
        if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, data, text.size())
            != 1)
            size = 0;
        signature.resize(size);
    }
    ERR_clear_error();
    return signature;
}

struct Remedy {
    std::string_view words; ///< within what Google says; empty: whatever it says
    std::string_view error;
    const char* advice;
};

// Source: Google Identity, "Using OAuth 2.0 for Server to Server Applications", error codes. Read 2026-11.
constexpr std::array kRemedies{
    Remedy{"short-lived", "invalid_grant", QT_TRANSLATE_NOOP("Error", "This machine's clock is wrong: correct it.")},
    Remedy{"signature", "invalid_grant",
        QT_TRANSLATE_NOOP("Error", "The key was deleted or does not belong to the account: create a new one and store its file.")},
    Remedy{"not found", "invalid_grant",
        QT_TRANSLATE_NOOP("Error", "The account or its key no longer exists: create a new key and store its file.")},
    Remedy{"", "invalid_grant",
        QT_TRANSLATE_NOOP("Error", "Check that the account exists, that its key has not been deleted, and that this machine's clock is correct.")},
    Remedy{
        "", "invalid_client", QT_TRANSLATE_NOOP("Error", "The account or its key no longer exists: create a new key and store its file.")},
    Remedy{"", "unauthorized_client", QT_TRANSLATE_NOOP("Error", "Give the service account access to the project (the role Vertex AI User).")},
    Remedy{"", "access_denied", QT_TRANSLATE_NOOP("Error", "Give the service account access to the project (the role Vertex AI User).")},
    Remedy{"", "disabled_client", QT_TRANSLATE_NOOP("Error", "Enable the service account in the Google Cloud console.")},
    Remedy{"", "org_internal", QT_TRANSLATE_NOOP("Error", "The organization does not allow this account: ask its administrator.")},
    Remedy{"", "admin_policy_enforced", QT_TRANSLATE_NOOP("Error", "The organization does not allow this account: ask its administrator.")},
};

/// Empty: none.
Sentence adviceFor(const std::string& error, const std::string& words)
{
    std::string lower = words;
    std::transform(lower.begin(), lower.end(), lower.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    for (const Remedy& row : kRemedies)
        if (row.error == error && lower.find(row.words) != std::string::npos)
            return Sentence::of(row.advice);
    return {};
}

/// Truncated, on one line.
std::string bounded(std::string words)
{
    constexpr std::size_t kMost = 200;
    words.resize(std::min(words.size(), kMost));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    while (words.ends_with('.') || words.ends_with(' '))
        words.pop_back();
    return words;
}

tl::unexpected<Error> refusal(int status, const Json& body)
{
    constexpr int kServerError = 500;
    constexpr int kTooMany = 429;
    const std::string error = json::textOf(body, "error");
    const std::string description = bounded(json::textOf(body, "error_description"));
    const Sentence words = !description.empty() ? asIs(description)
        : !error.empty()                        ? asIs(bounded(error))
                                                : Sentence(QT_TRANSLATE_NOOP("Error", "status %1"), {std::to_string(status)});
    Error result;
    const bool mayPass = status >= kServerError || status == kTooMany;
    result.kind = mayPass ? ErrorKind::UpstreamError : ErrorKind::NoUsableKey;
    result.message = Sentence::of(mayPass ? QT_TRANSLATE_NOOP("Error", "Google issues no token at the moment: %1.")
                                          : QT_TRANSLATE_NOOP("Error", "Google refused the service account: %1."),
        {words});
    if (const Sentence advice = adviceFor(error, description); !advice.isEmpty())
        result.message = {QT_TRANSLATE_NOOP("Error", "%1 %2"), {std::move(result.message), advice}};
    return failure(std::move(result));
}

} // namespace

Result<Secret> googleTokenRequest(const GoogleAccount& account, WallTime now)
{
    const std::int64_t now_s = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    Json header{{"alg", "RS256"}, {"typ", "JWT"}};
    if (!account.privateKeyId.empty())
        header["kid"] = account.privateKeyId;
    const Json claims{{"iss", account.clientEmail}, {"scope", kScope}, {"aud", account.tokenUri}, {"iat", now_s},
        {"exp", now_s + kValid_s}};
    const std::string text = base64Url(toText(header)) + '.' + base64Url(toText(claims));
    const std::string signature = signedRs256(account.privateKey, text);
    if (signature.empty())
        return failure(ErrorKind::NoUsableKey,
            {QT_TRANSLATE_NOOP("Error", "The private_key in the key file of the Google service account cannot be used. Create a new key and store the complete file.")});
    // An assertion needs no encoding.
    return Secret("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + text + '.'
        + base64Url(signature));
}

Result<AccessToken> parseTokenAnswer(int status, std::string_view body)
{
    constexpr int kOk = 200;
    constexpr double kLongest_s = 86400;
    const auto json = parseJson(body);
    if (status != kOk)
        return refusal(status, json && json->is_object() ? *json : Json::object());
    AccessToken token;
    if (json && json->is_object()) {
        token.token = Secret(json::textOf(*json, "access_token"));
        const auto valid = json->find("expires_in");
        if (valid != json->end() && valid->is_number())
            token.validFor =
                std::chrono::seconds(static_cast<std::int64_t>(std::clamp(valid->get<double>(), 0.0, kLongest_s)));
    }
    if (token.token.empty())
        return failure(
            ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The token endpoint of the service account answered without a token.")});
    if (token.validFor.count() == 0)
        token.validFor = std::chrono::seconds(kValid_s);
    return token;
}

} // namespace gateway::providers
