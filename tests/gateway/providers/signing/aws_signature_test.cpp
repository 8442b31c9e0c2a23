#include "gateway/providers/signing/aws_signature.h"

#include "catch.h"

#include <chrono>

using namespace gateway;
using namespace gateway::providers;

namespace {

constexpr WallTime kSuiteTime{std::chrono::seconds{1440938160}}; // 30 August 2015, 12:36:00 UTC
constexpr WallTime kOwnTime{std::chrono::seconds{1795248309}}; // 21 November 2026, 08:05:09 UTC

std::string field(const HeaderList& headers, const std::string& name)
{
    for (const auto& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

} // namespace

TEST_CASE("signs the requests of the AWS test suite as expected")
{
    struct Row {
        const char* name;
        const char* method;
        const char* path;
        const char* query;
        const char* body;
        HeaderList headers;
        const char* names;
        const char* signature;
    };
    // Source: AWS Signature Version 4 test suite, by the names of its cases.
    const auto row = GENERATE(values<Row>({
        {"get-vanilla", "GET", "/", "", "", {}, "host;x-amz-date",
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
        {"get-vanilla-query-order-key-case", "GET", "/", "Param2=value2&Param1=value1", "", {}, "host;x-amz-date",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
        {"post-vanilla", "POST", "/", "", "", {}, "host;x-amz-date",
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
        {"post-x-www-form-urlencoded", "POST", "/", "", "Param1=value1",
            {{"Content-Type", "application/x-www-form-urlencoded"}}, "content-type;host;x-amz-date",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
        {"get-header-value-trim", "GET", "/", "", "", {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
            "host;my-header1;my-header2;x-amz-date",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
        {"get-unreserved", "GET", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "", "", {},
            "host;x-amz-date", "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    }));
    CAPTURE(row.name);
    const AwsCredentials credentials{"AKIDEXAMPLE", Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), {}};
    const HeaderList added =
        awsSignature({row.method, "example.amazonaws.com", row.path, row.query, row.body, row.headers}, credentials,
            {"us-east-1", "service", kSuiteTime});
    REQUIRE(added.size() == 2);
    CHECK(field(added, "x-amz-date") == "20150830T123600Z");
    CHECK(field(added, "authorization")
        == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
            + std::string(row.names) + ", Signature=" + row.signature);
}

TEST_CASE("signs Bedrock requests like botocore")
{
    struct Row {
        const char* region;
        const char* path;
        const char* query;
        const char* body;
        const char* signature;
    };
    // Computed with botocore: model IDs contain ':', ARNs '/'.
    const auto row = GENERATE(values<Row>({
        {"us-east-1", "/model/anthropic.claude-3-5-sonnet-20240620-v1%3A0/converse", "", R"({"messages":[]})",
            "fe150930a738cf47455155843a9bf1dbdf13912cc50a59b1e20c92813eba91b2"},
        {"eu-west-1",
            "/model/"
            "arn%3Aaws%3Abedrock%3Aeu-west-1%3A123456789012%3Ainference-profile%2Feu.anthropic.claude-sonnet-4-5-"
            "20250929-v1%3A0/"
            "converse-stream",
            "", R"({"messages":[{"role":"user","content":[{"text":"Grüße"}]}]})",
            "5234f78eb9b3ff359d8a78af3ff65ef07a144532f19f8cd4bcc2308cbd94e9c1"},
    }));
    const AwsCredentials credentials{"ASIAIOSFODNN7EXAMPLE", Secret("secret/with+signs="), Secret("token+/=")};
    const std::string region = row.region;
    const std::string host = "bedrock-runtime." + region + ".amazonaws.com";
    const HeaderList added =
        awsSignature({"POST", host, row.path, row.query, row.body, {{"Content-Type", "application/json"}}}, credentials,
            {region, "bedrock", kOwnTime});
    CHECK(field(added, "x-amz-date") == "20261121T080509Z");
    CHECK(field(added, "x-amz-security-token") == "token+/=");
    CHECK(field(added, "authorization")
        == "AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20261121/" + region
            + "/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token, Signature="
            + row.signature);
}

TEST_CASE("normalises paths with dots and the order of query parameters")
{
    const AwsCredentials credentials{"AKIDEXAMPLE", Secret("s"), {}};
    const HeaderList added = awsSignature({"POST", "bedrock-runtime.us-west-2.amazonaws.com", "/a//b/./c/../d%20e/",
                                              "b=2&a=%20x&a=1", "", {{"Content-Type", "application/json"}}},
        credentials, {"us-west-2", "bedrock", kOwnTime});
    CHECK(field(added, "authorization")
              .ends_with("Signature=45dbe3139abef03cdee308241d31f8d80d3d511b4b30840f652d5ab0f194d40b"));
}

TEST_CASE("sends and signs the body's digest if requested")
{
    const AwsCredentials credentials{"AKIDEXAMPLE", Secret("s"), {}};
    const HeaderList added =
        awsSignature({"POST", "h", "/", "", "", {}}, credentials, {"r", "bedrock", kOwnTime, true});
    CHECK(field(added, "x-amz-content-sha256") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(
        field(added, "authorization").find("SignedHeaders=host;x-amz-content-sha256;x-amz-date,") != std::string::npos);
}

TEST_CASE("every part of a request changes its signature")
{
    const AwsCredentials credentials{"AKIDEXAMPLE", Secret("s"), {}};
    const auto signature = [&](const AwsMessage& message, const AwsScope& scope) {
        return field(awsSignature(message, credentials, scope), "authorization");
    };
    const AwsScope scope{"r", "bedrock", kOwnTime};
    const std::string plain = signature({"POST", "h", "/p", "", "b", {}}, scope);
    CHECK(plain == signature({"POST", "h", "/p", "", "b", {}}, scope));
    CHECK(plain != signature({"GET", "h", "/p", "", "b", {}}, scope));
    CHECK(plain != signature({"POST", "i", "/p", "", "b", {}}, scope));
    CHECK(plain != signature({"POST", "h", "/q", "", "b", {}}, scope));
    CHECK(plain != signature({"POST", "h", "/p", "a=1", "b", {}}, scope));
    CHECK(plain != signature({"POST", "h", "/p", "", "c", {}}, scope));
    CHECK(plain != signature({"POST", "h", "/p", "", "b", {{"x", "y"}}}, scope));
    CHECK(plain != signature({"POST", "h", "/p", "", "b", {}}, {"r2", "bedrock", kOwnTime}));
    CHECK(plain != signature({"POST", "h", "/p", "", "b", {}}, {"r", "bedrock", kSuiteTime}));
}
