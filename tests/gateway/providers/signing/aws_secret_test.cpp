#include "gateway/providers/signing/aws_secret.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::providers;

TEST_CASE("parses AWS credentials in every customary format")
{
    struct Row {
        const char* name;
        const char* text;
        const char* token;
        const char* region;
    };
    const auto row = GENERATE(values<Row>({
        {"Signalbox format", R"({"access_key_id":"AKIAIOSFODNN7EXAMPLE","secret_access_key":"wJalr/K7+x="})", "", ""},
        {"all parts",
            R"( {"access_key_id":"AKIAIOSFODNN7EXAMPLE","secret_access_key":"wJalr/K7+x=","session_token":"tok","region":"eu-west-1"} )",
            "tok", "eu-west-1"},
        {"environment as JSON",
            R"({"AWS_ACCESS_KEY_ID":"AKIAIOSFODNN7EXAMPLE","AWS_SECRET_ACCESS_KEY":"wJalr/K7+x=","AWS_DEFAULT_REGION":"us-east-1"})",
            "", "us-east-1"},
        {"SDK", R"({"accessKeyId":"AKIAIOSFODNN7EXAMPLE","secretAccessKey":"wJalr/K7+x=","sessionToken":"tok"})", "tok",
            ""},
        {"aws sts",
            R"({"Credentials":{"AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalr/K7+x=","SessionToken":"tok","Expiration":"2026-11-21T00:00:00Z"}})",
            "tok", ""},
        {"aws iam",
            R"({"AccessKey":{"UserName":"me","AccessKeyId":"AKIAIOSFODNN7EXAMPLE","SecretAccessKey":"wJalr/K7+x="}})",
            "", ""},
        {"credentials file",
            "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = "
            "wJalr/K7+x=\naws_session_token=tok\n",
            "tok", ""},
        {"shell", "export AWS_ACCESS_KEY_ID=\"AKIAIOSFODNN7EXAMPLE\"\nexport AWS_SECRET_ACCESS_KEY='wJalr/K7+x='\n", "",
            ""},
        {"pair", "AKIAIOSFODNN7EXAMPLE:wJalr/K7+x=", "", ""},
        {"three", "AKIAIOSFODNN7EXAMPLE:wJalr/K7+x=:tok", "tok", ""},
    }));
    CAPTURE(row.name);
    const auto read = parseAwsSecret(Secret(row.text));
    REQUIRE(read);
    CHECK_FALSE(read->isBearer());
    CHECK(read->credentials.accessKeyId == "AKIAIOSFODNN7EXAMPLE");
    CHECK((read->credentials.secretAccessKey.reveal() == "wJalr/K7+x=" || std::string(row.name) == "shell"));
    CHECK(read->credentials.sessionToken.reveal() == row.token);
    CHECK(read->region == row.region);
}

TEST_CASE("uses a Bedrock API key unchanged")
{
    const auto text = GENERATE(as<std::string>(),
        "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29tLz9BY3Rpb249Q2FsbFdpdGhCZWFyZXJUb2tlbg==",
        "ABSKQmVkcm9ja0FQSUtleS1hYmM6ZGVm", "  ABSKabc=\n", "AWS_BEARER_TOKEN_BEDROCK=ABSKabc=");
    const auto read = parseAwsSecret(Secret(text));
    REQUIRE(read);
    CHECK(read->isBearer());
    CHECK(read->bearer.reveal().find(text.starts_with("bedrock") ? "bedrock-api-key-" : "ABSK") == 0);
    CHECK(read->bearer.reveal().find_first_of(" \n") == std::string::npos);
}

TEST_CASE("names the missing part of AWS credentials without repeating the rest")
{
    struct Row {
        const char* text;
        const char* message;
    };
    const auto row = GENERATE(values<Row>({
        {"", "The secret for AWS is empty."},
        {"{\"access_key_id\":\"AKIASECRETSECRET", "The secret for AWS looks like JSON but is not valid JSON."},
        {R"({"access_key_id":"AKIASECRETSECRET"})",
            "The secret for AWS has an access_key_id but no secret_access_key."},
        {R"({"secret_access_key":"SECRETSECRET"})", "The secret for AWS has no access_key_id."},
        {"aws_access_key_id=AKIASECRETSECRET", "The secret for AWS has an access_key_id but no secret_access_key."},
        {"AKIASECRETSECRET:", "The secret for AWS has an access_key_id but no secret_access_key."},
    }));
    CAPTURE(row.text);
    const auto read = parseAwsSecret(Secret(row.text));
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::NoUsableKey);
    CHECK(read.error().text() == row.message);
    CHECK((read.error().text() + read.error().detail).find("SECRETSECRET") == std::string::npos);
}
