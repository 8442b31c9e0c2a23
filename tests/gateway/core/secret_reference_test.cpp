#include "gateway/core/secret_reference.h"

#include "catch.h"

using gateway::SecretReference;

TEST_CASE("a secret reference names its store")
{
    struct Row {
        const char* text;
        SecretReference::Store store;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {"keychain:deepseek/main", SecretReference::Store::Keychain, "deepseek/main"},
        {"env:DEEPSEEK_API_KEY", SecretReference::Store::Environment, "DEEPSEEK_API_KEY"},
        {"file:/run/secrets/key", SecretReference::Store::File, "/run/secrets/key"},
        {"vault:deepseek/main", SecretReference::Store::Vault, "deepseek/main"},
        {"session:deepseek/main", SecretReference::Store::Session, "deepseek/main"},
    }));
    const auto reference = SecretReference::parse(row.text);
    REQUIRE(reference);
    CHECK(reference->store == row.store);
    CHECK(reference->name == row.name);
    CHECK(reference->toString() == row.text);
}

TEST_CASE("rejects an invalid reference without repeating it")
{
    const auto text = GENERATE("", "sk-1234567890", "keychain:", "vault:", "safe:x", "KEYCHAIN:x");
    const auto reference = SecretReference::parse(text);
    REQUIRE_FALSE(reference);
    CHECK(reference.error().kind == gateway::ErrorKind::ConfigInvalid);
    CHECK(reference.error().text().find("1234567890") == std::string::npos);
}
