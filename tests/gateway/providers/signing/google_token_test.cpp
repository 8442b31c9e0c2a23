#include "gateway/providers/signing/google_token.h"

#include "catch.h"
#include "rsa_key.h"

#include "gateway/core/json/json.h"

using namespace gateway;
using namespace gateway::providers;

namespace {

const tests::RsaKey& key()
{
    static const tests::RsaKey kKey;
    return kKey;
}

constexpr WallTime kNow{std::chrono::seconds{1795248309}};

} // namespace

TEST_CASE("signs a service account's assertion with its key")
{
    const auto account = parseGoogleAccount(Secret(key().keyFile("https://oauth2.googleapis.com/token")));
    REQUIRE(account);
    CHECK(account->projectId == "my-project");
    const auto request = googleTokenRequest(*account, kNow);
    REQUIRE(request);
    const std::string jwt = tests::assertionIn(request->reveal());
    CHECK(jwt.find_first_of("+/=&") == std::string::npos);
    CHECK(key().hasSigned(jwt));
    CHECK_FALSE(tests::RsaKey().hasSigned(jwt));
    const std::size_t first = jwt.find('.');
    CHECK(tests::fromBase64Url(jwt.substr(0, first)) == R"({"alg":"RS256","typ":"JWT","kid":"kid-1"})");
    CHECK(tests::fromBase64Url(jwt.substr(first + 1, jwt.rfind('.') - first - 1))
        == R"({"iss":"robot@my-project.iam.gserviceaccount.com","scope":"https://www.googleapis.com/auth/cloud-platform",)"
           R"("aud":"https://oauth2.googleapis.com/token","iat":1795248309,"exp":1795251909})");
}

TEST_CASE("accepts a private key with escaped line feeds")
{
    std::string pem = key().privatePem();
    for (std::size_t at = 0; (at = pem.find('\n', at)) != std::string::npos;)
        pem.replace(at, 1, "\\n");
    const auto account = parseGoogleAccount(Secret(toText(Json{{"client_email", "a@b"}, {"private_key", pem}})));
    REQUIRE(account);
    CHECK(account->tokenUri == "https://oauth2.googleapis.com/token");
    CHECK(googleTokenRequest(*account, kNow));
}

TEST_CASE("explains unusable key files without repeating the key")
{
    struct Row {
        const char* text;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {"ya29.SECRET", "The secret is not the JSON key file of a Google service account."},
        {"{\"private_key\":\"SECRET", "The secret is not the JSON key file of a Google service account."},
        {R"({"type":"authorized_user","refresh_token":"SECRET"})",
            "The secret is a Google credentials file for a user, not for a service account."},
        {R"({"type":"external_account"})",
            "The secret is a Google credentials file for another identity, not for a service account."},
        {R"({"private_key":"SECRET"})", "The key file of the Google service account has no client_email."},
        {R"({"client_email":"SECRET"})", "The key file of the Google service account has no private_key."},
        {R"({"client_email":"a","private_key":"SECRET","token_uri":"http://example.com/token"})",
            "The key file of the Google service account has a token_uri that is not https."},
    }));
    CAPTURE(row.text);
    const auto account = parseGoogleAccount(Secret(row.text));
    REQUIRE_FALSE(account);
    CHECK(account.error().kind == ErrorKind::NoUsableKey);
    CHECK(account.error().text().starts_with(row.message));
    CHECK(account.error().text().ends_with("store the complete file."));
    CHECK((account.error().text() + account.error().detail).find("SECRET") == std::string::npos);
}

TEST_CASE("recognises Google key files by their contents")
{
    CHECK(isGoogleKeyFile(Secret(key().keyFile("https://x/token"))));
    CHECK(isGoogleKeyFile(Secret("\n {\"type\":\"authorized_user\"}")));
    CHECK(isGoogleKeyFile(Secret("{\"type\":\"service_account\",\"private_key\":\"-----BEG")));
    CHECK_FALSE(isGoogleKeyFile(Secret("ya29.a0AfH6SMB")));
    CHECK_FALSE(isGoogleKeyFile(Secret("sk-{\"private_key\"}")));
    CHECK_FALSE(isGoogleKeyFile(Secret(R"({"access_key_id":"AKIA","secret_access_key":"s"})")));
    CHECK_FALSE(isGoogleKeyFile(Secret()));
}

TEST_CASE("rejects an invalid private key without prompting for a password")
{
    const auto pem =
        GENERATE(as<std::string>(), "", "SECRET", "-----BEGIN PRIVATE KEY-----\nSECRET\n-----END PRIVATE KEY-----\n",
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIBvTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQI\n-----END "
            "ENCRYPTED PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2\n"
            "OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r\n1RTwjmYSi9R/"
            "zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G\n-----END PRIVATE KEY-----\n");
    const auto request = googleTokenRequest({"a@b", Secret(pem), "kid", "https://x/token", ""}, kNow);
    REQUIRE_FALSE(request);
    CHECK(request.error().kind == ErrorKind::NoUsableKey);
    CHECK(request.error().text().find("SECRET") == std::string::npos);
}

TEST_CASE("parses the answers of the token endpoint")
{
    const auto token = parseTokenAnswer(200, R"({"access_token":"ya29.abc","expires_in":3599,"token_type":"Bearer"})");
    REQUIRE(token);
    CHECK(token->token.reveal() == "ya29.abc");
    CHECK(token->validFor.count() == 3599);
    CHECK(parseTokenAnswer(200, R"({"access_token":"t"})")->validFor.count() == 3600);
    CHECK(parseTokenAnswer(200, R"({"access_token":"t","expires_in":1e300})")->validFor.count() == 86400);
    struct Row {
        int status;
        const char* body;
        ErrorKind kind;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})", ErrorKind::NoUsableKey,
            "Google refused the service account: Invalid JWT Signature. The key was deleted or does not belong to the "
            "account: create a new one and store its file."},
        {400,
            R"({"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."})",
            ErrorKind::NoUsableKey,
            "Google refused the service account: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. This machine's clock is "
            "wrong: correct it."},
        {401, R"({"error":"invalid_client","error_description":"The OAuth client was not found."})",
            ErrorKind::NoUsableKey,
            "Google refused the service account: The OAuth client was not found. The account or its key no longer exists: create a new key and store its file."},
        {403, "<html>", ErrorKind::NoUsableKey, "Google refused the service account: status 403."},
        {503, R"({"error":"internal_failure"})", ErrorKind::UpstreamError,
            "Google issues no token at the moment: internal_failure."},
        {200, "{}", ErrorKind::UpstreamProtocolError,
            "The token endpoint of the service account answered without a token."},
        {200, "[]", ErrorKind::UpstreamProtocolError,
            "The token endpoint of the service account answered without a token."},
    }));
    const auto refused = parseTokenAnswer(row.status, row.body);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == row.kind);
    CHECK(refused.error().text() == row.message);
}
