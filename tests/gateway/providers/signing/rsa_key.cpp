#include "rsa_key.h"

#include "catch.h"

#include "gateway/core/json/json.h"

#include <QByteArray>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace tests {

namespace {

EVP_PKEY* keyOf(void* key) { return static_cast<EVP_PKEY*>(key); }

} // namespace

RsaKey::RsaKey()
    : m_key(EVP_RSA_gen(2048))
{
    REQUIRE(m_key);
}

RsaKey::~RsaKey() { EVP_PKEY_free(keyOf(m_key)); }

std::string RsaKey::privatePem() const
{
    BIO* const memory = BIO_new(BIO_s_mem());
    REQUIRE(PEM_write_bio_PKCS8PrivateKey(memory, keyOf(m_key), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(memory);
    return pem;
}

std::string RsaKey::keyFile(const std::string& tokenUri) const
{
    return gateway::toPrettyText(gateway::Json{{"type", "service_account"}, {"project_id", "my-project"},
        {"private_key_id", "kid-1"}, {"private_key", privatePem()},
        {"client_email", "robot@my-project.iam.gserviceaccount.com"}, {"token_uri", tokenUri}});
}

bool RsaKey::hasSigned(const std::string& jwt) const
{
    const std::size_t dot = jwt.rfind('.');
    const std::string signature = fromBase64Url(jwt.substr(dot + 1));
    EVP_MD_CTX* const context = EVP_MD_CTX_new();
    EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, keyOf(m_key));
    const int isRight = EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature.data()),
        signature.size(), reinterpret_cast<const unsigned char*>(jwt.data()), dot);
    EVP_MD_CTX_free(context);
    return isRight == 1;
}

std::string fromBase64Url(std::string text)
{
    return QByteArray::fromBase64(
        QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .toStdString();
}

std::string assertionIn(const std::string& form)
{
    static const std::string kBefore = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=";
    REQUIRE(form.starts_with(kBefore));
    return form.substr(kBefore.size());
}

} // namespace tests
