#include "certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <memory>

namespace tests {

namespace {

constexpr long kAuthorityDays_s = 86400L * 30;

template <auto Free> struct Freeing {
    template <class T> void operator()(T* value) const { Free(value); }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;

std::string text(const Bio& bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string pem(X509* certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return text(bio);
}

std::string pem(EVP_PKEY* key)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text(bio);
}

Key newKey() { return Key(EVP_EC_gen("P-256")); }

void extend(X509* certificate, X509* issuer, int nid, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
    if (!extension)
        std::abort();
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate blank(EVP_PKEY* key, const std::string& commonName, long from_s, long to_s)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    BIGNUM* serial = BN_new();
    BN_rand(serial, 120, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY);
    BN_to_ASN1_INTEGER(serial, X509_get_serialNumber(certificate.get()));
    BN_free(serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from_s);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to_s);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char*>(commonName.c_str()), -1, -1, 0);
    return certificate;
}

} // namespace

struct CertificateAuthority::Private {
    Key key;
    Certificate certificate;
};

CertificateAuthority::CertificateAuthority(const std::string& commonName)
    : d(new Private)
{
    d->key = newKey();
    d->certificate = blank(d->key.get(), commonName, -kAuthorityDays_s, kAuthorityDays_s);
    X509* own = d->certificate.get();
    X509_set_issuer_name(own, X509_get_subject_name(own));
    extend(own, own, NID_basic_constraints, "critical,CA:TRUE");
    extend(own, own, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(own, own, NID_subject_key_identifier, "hash");
    X509_sign(own, d->key.get(), EVP_sha256());
    m_certificate = pem(own);
}

CertificateAuthority::CertificateAuthority(const Identity& identity)
    : d(new Private)
    , m_certificate(identity.certificate)
{
    const Bio certificate(BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size())));
    const Bio key(BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size())));
    d->certificate.reset(PEM_read_bio_X509(certificate.get(), nullptr, nullptr, nullptr));
    d->key.reset(PEM_read_bio_PrivateKey(key.get(), nullptr, nullptr, nullptr));
    if (!d->certificate || !d->key)
        std::abort();
}

CertificateAuthority::~CertificateAuthority() { delete d; }

Identity CertificateAuthority::issue(const Leaf& leaf) const
{
    const Key key = newKey();
    const Certificate certificate = blank(key.get(), "signalbox test upstream", leaf.validFrom_s, leaf.validTo_s);
    X509* issuer = d->certificate.get();
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer));
    extend(certificate.get(), issuer, NID_basic_constraints, "critical,CA:FALSE");
    extend(certificate.get(), issuer, NID_ext_key_usage, "serverAuth");
    extend(certificate.get(), issuer, NID_subject_alt_name, leaf.names.c_str());
    extend(certificate.get(), issuer, NID_authority_key_identifier, "keyid");
    X509_sign(certificate.get(), d->key.get(), EVP_sha256());
    return {pem(certificate.get()), pem(key.get())};
}

} // namespace tests
