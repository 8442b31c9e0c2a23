#include "local_authority.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <iterator>
#include <memory>
#include <span>

namespace gateway::http {

namespace {

constexpr long kDay_s = 24 * 60 * 60;
constexpr int kSerialBytes = 16;
/// For clients with a slow clock.
constexpr long kBackdate_s = kDay_s;
constexpr const char* kAuthorityName = "Signalbox local authority";
/// A kind of name that is missing here would be unrestricted: only this machine's names and addresses are permitted.
constexpr const char* kNameConstraints = "critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,"
                                         "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,"
                                         "permitted;email:localhost,permitted;URI:localhost";
constexpr const char* kLeafNames = "DNS:localhost,IP:127.0.0.1,IP:::1";

template <auto free> struct Free {
    template <class T> void operator()(T* object) const { free(object); }
};
using Certificate = std::unique_ptr<X509, Free<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Free<X509_EXTENSION_free>>;

tl::unexpected<Error> cannotMake(const char* what)
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_get_error(), text.data(), text.size());
    ERR_clear_error();
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The certificate for HTTPS could not be created (%1)."), {Sentence::of(what)}}, text.data());
}

Certificate readCertificate(const QByteArray& pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return certificate;
}

// Never asks for a passphrase: a key that needs one is not ours.
Key readKey(const QByteArray& pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())));
    Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, [](char*, int, int, void*) { return 0; }, nullptr));
    ERR_clear_error();
    return key;
}

QByteArray textOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<qsizetype>(size)};
}

Result<CertifiedKey> toPem(X509* certificate, EVP_PKEY* key)
{
    const Bio first(BIO_new(BIO_s_mem()));
    const Bio second(BIO_new(BIO_s_mem()));
    if (!PEM_write_bio_X509(first.get(), certificate)
        || !PEM_write_bio_PKCS8PrivateKey(second.get(), key, nullptr, nullptr, 0, nullptr, nullptr))
        return cannotMake(QT_TRANSLATE_NOOP("Error", "writing"));
    return CertifiedKey{textOf(first.get()), textOf(second.get())};
}

bool setSerial(X509* certificate)
{
    std::array<unsigned char, kSerialBytes> bytes{};
    if (RAND_bytes(bytes.data(), kSerialBytes) != 1)
        return false;
    bytes[0] &= 0x7f; // positive. Source: RFC 5280 §4.1.2.2.
    bytes[0] |= 0x40; // and not zero
    const Number number(BN_bin2bn(bytes.data(), kSerialBytes, nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setName(X509_NAME* name, const char* commonName)
{
    return X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Signalbox"), -1, -1,
                                      0)
           && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(commonName), -1,
                                         -1, 0);
}

bool setTimes(X509* certificate, WallTime now, int days)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    return ASN1_TIME_adj(X509_getm_notBefore(certificate), seconds, 0, -kBackdate_s)
           && ASN1_TIME_adj(X509_getm_notAfter(certificate), seconds, days, -kBackdate_s);
}

struct Field {
    int nid;
    const char* value;
};

bool addExtensions(X509* certificate, X509* issuer, std::span<const Field> fields)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const Field& field : fields) {
        const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, field.nid, field.value));
        if (!extension || !X509_add_ext(certificate, extension.get(), -1))
            return false;
    }
    return true;
}

// A certificate without issuer, extensions and signature.
Certificate begin(EVP_PKEY* key, const char* commonName, WallTime now, int days)
{
    Certificate certificate(X509_new());
    const bool ok = certificate && X509_set_version(certificate.get(), X509_VERSION_3) && setSerial(certificate.get())
                    && setName(X509_get_subject_name(certificate.get()), commonName)
                    && setTimes(certificate.get(), now, days) && X509_set_pubkey(certificate.get(), key);
    return ok ? std::move(certificate) : nullptr;
}

bool endsLater(X509* certificate, WallTime now, int days)
{
    std::time_t end = std::chrono::system_clock::to_time_t(now) + days * kDay_s;
    return X509_cmp_time(X509_get0_notAfter(certificate), &end) > 0;
}

constexpr Field kAuthorityFields[]{{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                                   {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                   {NID_ext_key_usage, "serverAuth"},
                                   {NID_name_constraints, kNameConstraints},
                                   {NID_subject_key_identifier, "hash"}};

constexpr Field kLeafFields[]{{NID_basic_constraints, "critical,CA:FALSE"},
                              {NID_key_usage, "critical,digitalSignature"},
                              {NID_ext_key_usage, "serverAuth"},
                              {NID_subject_alt_name, kLeafNames},
                              {NID_subject_key_identifier, "hash"},
                              {NID_authority_key_identifier, "keyid:always"}};

/// Whether the extension has the same position and bytes as ours.
bool isOwnExtension(X509* certificate, int place, const Field& field)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension own(X509V3_EXT_conf_nid(nullptr, &context, field.nid, field.value));
    X509_EXTENSION* const there = X509_get_ext(certificate, place);
    return own && there && OBJ_obj2nid(X509_EXTENSION_get_object(there)) == field.nid
           && X509_EXTENSION_get_critical(own.get()) == X509_EXTENSION_get_critical(there)
           && ASN1_OCTET_STRING_cmp(X509_EXTENSION_get_data(own.get()), X509_EXTENSION_get_data(there)) == 0;
}

bool isCurrent(X509* certificate, WallTime now, int days)
{
    std::time_t begin = std::chrono::system_clock::to_time_t(now);
    return X509_cmp_time(X509_get0_notBefore(certificate), &begin) < 0 && endsLater(certificate, now, days);
}

} // namespace

Result<CertifiedKey> makeLocalAuthority(WallTime now)
{
    const Key key(EVP_EC_gen("P-256"));
    if (!key)
        return cannotMake(QT_TRANSLATE_NOOP("Error", "a key"));
    const Certificate certificate = begin(key.get(), kAuthorityName, now, kAuthorityDays);
    const bool ok = certificate
                    && X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()))
                    && addExtensions(certificate.get(), certificate.get(), kAuthorityFields)
                    && X509_sign(certificate.get(), key.get(), EVP_sha256());
    if (!ok)
        return cannotMake(QT_TRANSLATE_NOOP("Error", "the certificate authority"));
    return toPem(certificate.get(), key.get());
}

Result<CertifiedKey> makeLocalLeaf(const CertifiedKey& authority, WallTime now)
{
    const Certificate issuer = readCertificate(authority.certificate);
    const Key issuerKey = readKey(authority.key);
    const Key key(EVP_EC_gen("P-256"));
    if (!issuer || !issuerKey || !key)
        return cannotMake(QT_TRANSLATE_NOOP("Error", "a key"));
    const Certificate certificate = begin(key.get(), "localhost", now, kLeafDays);
    const bool ok = certificate && X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()))
                    && addExtensions(certificate.get(), issuer.get(), kLeafFields)
                    && X509_sign(certificate.get(), issuerKey.get(), EVP_sha256());
    if (!ok)
        return cannotMake(QT_TRANSLATE_NOOP("Error", "the certificate of localhost"));
    return toPem(certificate.get(), key.get());
}

bool isPair(const CertifiedKey& certified)
{
    const Certificate certificate = readCertificate(certified.certificate);
    const Key key = readKey(certified.key);
    const bool fits = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
    ERR_clear_error();
    return fits;
}

bool isUsableAuthority(const CertifiedKey& authority, WallTime now, int days)
{
    const Certificate certificate = readCertificate(authority.certificate);
    return certificate && isPair(authority) && X509_check_ca(certificate.get()) == 1
           && X509_get_ext_by_NID(certificate.get(), NID_name_constraints, -1) >= 0
           && endsLater(certificate.get(), now, days); // one that is not valid yet was created before the clock was set back: clients
                                                       // trust it
}

bool isLikeOwnAuthority(const CertifiedKey& authority)
{
    const Certificate certificate = readCertificate(authority.certificate);
    bool isOwn = certificate && isPair(authority) && X509_get_version(certificate.get()) == X509_VERSION_3
                 && X509_NAME_cmp(X509_get_subject_name(certificate.get()), X509_get_issuer_name(certificate.get())) == 0
                 && X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())) == 1
                 && X509_get_ext_count(certificate.get()) == static_cast<int>(std::size(kAuthorityFields));
    for (int place = 0; isOwn && place < static_cast<int>(std::size(kAuthorityFields)); ++place)
        isOwn = isOwnExtension(certificate.get(), place, kAuthorityFields[place]);
    ERR_clear_error();
    return isOwn;
}

bool isUsableLeaf(const CertifiedKey& leaf, const CertifiedKey& authority, WallTime now, int days)
{
    const Certificate certificate = readCertificate(leaf.certificate);
    const Certificate issuer = readCertificate(authority.certificate);
    const bool isUsable = certificate && issuer && isPair(leaf)
                          && X509_check_issued(issuer.get(), certificate.get()) == X509_V_OK
                          && X509_verify(certificate.get(), X509_get0_pubkey(issuer.get())) == 1
                          && isCurrent(certificate.get(), now, days);
    ERR_clear_error();
    return isUsable;
}

} // namespace gateway::http
