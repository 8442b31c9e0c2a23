#include "authority_file.h"

#include "gateway/core/text/ascii.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <memory>

namespace gateway::http {

namespace {

constexpr qint64 kMostOfFile = 16 << 20; // bytes; a system's own file has less than one MiB

using X509Pointer = std::unique_ptr<X509, decltype(&X509_free)>;

/// Decodes a PEM block; null: damaged.
X509Pointer decoded(const QByteArray& block)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(block.constData(), static_cast<int>(block.size())), &BIO_free);
    X509Pointer certificate(memory ? PEM_read_bio_X509_AUX(memory.get(), nullptr, nullptr, nullptr) : nullptr, &X509_free);
    ERR_clear_error();
    return certificate;
}

QByteArray derOf(X509* certificate)
{
    unsigned char* bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    QByteArray der = size > 0 ? QByteArray(reinterpret_cast<const char*>(bytes), size) : QByteArray();
    OPENSSL_free(bytes);
    return der;
}

bool isRejected(X509* certificate) { return X509_check_trust(certificate, X509_TRUST_SSL_SERVER, 0) == X509_TRUST_REJECTED; }

template <class Type, class Decode> bool isDer(const QByteArray& content, Decode decode, void (*release)(Type*))
{
    const auto* bytes = reinterpret_cast<const unsigned char*>(content.constData());
    Type* const read = decode(nullptr, &bytes, static_cast<long>(content.size()));
    ERR_clear_error();
    const bool isOne = read != nullptr;
    release(read);
    return isOne;
}

AuthorityFinding findingOf(const QByteArray& content, bool isDamaged)
{
    if (content.trimmed().isEmpty())
        return AuthorityFinding::Empty;
    if (isDamaged)
        return AuthorityFinding::Damaged;
    if (isUtf16({content.constData(), static_cast<std::size_t>(content.size())}))
        return AuthorityFinding::Utf16;
    if (content.contains("-----BEGIN PKCS7-----") || content.contains("-----BEGIN CMS-----"))
        return AuthorityFinding::Pkcs7;
    if (content.contains("PRIVATE KEY-----"))
        return AuthorityFinding::PrivateKey;
    if (content.contains("CERTIFICATE REQUEST-----"))
        return AuthorityFinding::Request;
    if (isDer<X509>(content, d2i_X509, X509_free))
        return AuthorityFinding::Der;
    if (isDer<PKCS7>(content, d2i_PKCS7, PKCS7_free))
        return AuthorityFinding::Pkcs7Der;
    if (isDer<PKCS12>(content, d2i_PKCS12, PKCS12_free))
        return AuthorityFinding::Pkcs12;
    return AuthorityFinding::NoCertificate;
}

bool isOfTrust(QSslError::SslError error)
{
    constexpr std::array kOfTrust{QSslError::UnableToGetIssuerCertificate, QSslError::UnableToGetLocalIssuerCertificate,
        QSslError::UnableToVerifyFirstCertificate, QSslError::SelfSignedCertificate, QSslError::SelfSignedCertificateInChain,
        QSslError::CertificateUntrusted};
    return std::ranges::find(kOfTrust, error) != kOfTrust.end();
}

X509Pointer toX509(const QSslCertificate& certificate)
{
    const QByteArray der = certificate.toDer();
    const auto* bytes = reinterpret_cast<const unsigned char*>(der.constData());
    X509Pointer read(d2i_X509(nullptr, &bytes, static_cast<long>(der.size())), &X509_free);
    ERR_clear_error();
    return read;
}

/// Whether OpenSSL accepts `chain` with `authorities` as trust anchors.
bool isVerified(const QList<QSslCertificate>& chain, const QList<QSslCertificate>& authorities)
{
    const std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> store(X509_STORE_new(), &X509_STORE_free);
    const std::unique_ptr<X509_STORE_CTX, decltype(&X509_STORE_CTX_free)> context(X509_STORE_CTX_new(), &X509_STORE_CTX_free);
    const auto release = [](STACK_OF(X509)* all) { sk_X509_pop_free(all, X509_free); };
    const std::unique_ptr<STACK_OF(X509), decltype(release)> others(sk_X509_new_null(), release);
    const X509Pointer own = chain.isEmpty() ? X509Pointer(nullptr, &X509_free) : toX509(chain.front());
    if (!store || !context || !others || !own)
        return false;
    for (const QSslCertificate& authority : authorities)
        if (const X509Pointer one = toX509(authority))
            X509_STORE_add_cert(store.get(), one.get());
    for (const QSslCertificate& certificate : chain.sliced(1))
        if (X509Pointer one = toX509(certificate); one && sk_X509_push(others.get(), one.get()) > 0)
            static_cast<void>(one.release()); // `others` owns it now
    X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN);
    bool isGood = X509_STORE_CTX_init(context.get(), store.get(), own.get(), others.get()) == 1;
    isGood = isGood && X509_STORE_CTX_set_default(context.get(), "ssl_server") == 1 && X509_verify_cert(context.get()) == 1;
    ERR_clear_error();
    return isGood;
}

const char* toText(PathMistake mistake)
{
    switch (mistake) {
    case PathMistake::Home: return QT_TRANSLATE_NOOP("Error", "does not exist; \"~\" is not expanded, so write the full path");
    case PathMistake::Variable: return QT_TRANSLATE_NOOP("Error", "does not exist; variables in it are not expanded, so write the full path");
    case PathMistake::Scheme: return QT_TRANSLATE_NOOP("Error", "does not exist; write the path without \"file:\"");
    case PathMistake::Relative: return QT_TRANSLATE_NOOP("Error", "does not exist; the path is relative to the folder in which Signalbox was started, so write the "
        "full path");
    }
    return "";
}

const char* toText(AuthorityFinding finding)
{
    switch (finding) {
    case AuthorityFinding::Good: return QT_TRANSLATE_NOOP("Error", "is valid");
    case AuthorityFinding::NoFile: return QT_TRANSLATE_NOOP("Error", "does not exist; create it, or correct the path");
    case AuthorityFinding::IsFolder: return QT_TRANSLATE_NOOP("Error", "is a folder, not a file: set it in SSL_CERT_DIR, or use one of its files here");
    case AuthorityFinding::IsFile: return QT_TRANSLATE_NOOP("Error", "is a file, not a folder: set it in SSL_CERT_FILE");
    case AuthorityFinding::NoRegularFile: return QT_TRANSLATE_NOOP("Error", "is a device, pipe or socket: use a file with PEM certificates");
    case AuthorityFinding::Unreadable: return QT_TRANSLATE_NOOP("Error", "cannot be read; make it readable for the user that runs Signalbox");
    case AuthorityFinding::Empty: return QT_TRANSLATE_NOOP("Error", "is empty; copy the certificate of the certificate authority into it, in PEM format");
    case AuthorityFinding::Utf16: return QT_TRANSLATE_NOOP("Error", "is saved as UTF-16; save it as UTF-8");
    case AuthorityFinding::Der: return QT_TRANSLATE_NOOP("Error", "contains a certificate in DER format, not in PEM format (convert it: openssl x509 -inform DER -in "
        "FILE -out FILE.pem)");
    case AuthorityFinding::Pkcs7: return QT_TRANSLATE_NOOP("Error", "contains a PKCS#7 bundle, not certificates in PEM format (convert it: openssl pkcs7 "
        "-print_certs -in FILE -out FILE.pem)");
    case AuthorityFinding::Pkcs7Der: return QT_TRANSLATE_NOOP("Error", "contains a PKCS#7 bundle, not certificates in PEM format (convert it: openssl pkcs7 -inform "
        "DER -print_certs -in FILE -out FILE.pem)");
    case AuthorityFinding::Pkcs12: return QT_TRANSLATE_NOOP("Error", "contains a PKCS#12 archive, not certificates in PEM format (convert it: openssl pkcs12 -nokeys "
        "-in FILE -out FILE.pem)");
    case AuthorityFinding::PrivateKey: return QT_TRANSLATE_NOOP("Error", "contains a private key but no certificate (use the file with the certificate instead)");
    case AuthorityFinding::Request: return QT_TRANSLATE_NOOP("Error", "contains a certificate request but no certificate (use the certificate of the certificate "
        "authority instead)");
    case AuthorityFinding::Damaged: return QT_TRANSLATE_NOOP("Error", "contains a PEM certificate that cannot be decoded (copy the complete file again)");
    case AuthorityFinding::NoCertificate: return QT_TRANSLATE_NOOP("Error", "contains no PEM certificate; use a file or folder with the certificate of the "
        "certificate authority");
    }
    return "";
}

} // namespace

std::optional<PathMistake> pathMistake(const QString& path)
{
    static const QRegularExpression kVariable(QStringLiteral("\\$\\{?[A-Za-z_]|%[A-Za-z_]+%"));
    if (path.startsWith(u'~'))
        return PathMistake::Home;
    if (kVariable.match(path).hasMatch())
        return PathMistake::Variable;
    if (path.startsWith(QLatin1String("file:")))
        return PathMistake::Scheme;
    return QFileInfo(path).isRelative() ? std::optional(PathMistake::Relative) : std::nullopt;
}

Sentence describe(AuthorityFinding finding, const QString& path)
{
    const auto mistake = finding == AuthorityFinding::NoFile ? pathMistake(path) : std::nullopt;
    return Sentence::of(mistake ? toText(*mistake) : toText(finding));
}

Sentence authorityProblem(const Sentence& setting, const std::string& path, AuthorityFinding finding)
{
    return {QT_TRANSLATE_NOOP("Error", "%1 \"%2\" %3"), {setting, path, describe(finding, QString::fromStdString(path))}};
}

AuthorityFile readAuthorityText(const QByteArray& content)
{
    static constexpr std::array<const char*, 3> kLabels{"CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"};
    static const QByteArray kBegin("-----BEGIN ");
    AuthorityFile read;
    bool isDamaged = false;
    for (qsizetype begin = content.indexOf(kBegin), next = 0; begin >= 0; begin = content.indexOf(kBegin, next)) {
        next = begin + kBegin.size();
        const QByteArray label = content.mid(next, content.indexOf("-----", next) - next);
        if (std::ranges::none_of(kLabels, [&label](const char* each) { return label == each; }))
            continue;
        const QByteArray last = "-----END " + label + "-----";
        const qsizetype end = content.indexOf(last, next);
        const X509Pointer certificate = end < 0 ? X509Pointer(nullptr, &X509_free) : decoded(content.mid(begin, end + last.size() - begin) + '\n');
        isDamaged = isDamaged || !certificate;
        if (!certificate || isRejected(certificate.get()))
            continue;
        next = end + last.size();
        read.certificates += QSslCertificate(derOf(certificate.get()), QSsl::Der);
    }
    read.finding = read.certificates.isEmpty() ? findingOf(content, isDamaged) : AuthorityFinding::Good;
    return read;
}

AuthorityFile readAuthorityFile(const QString& path)
{
    QFile file(path);
    const QFileInfo info(file);
    if (info.isDir())
        return {AuthorityFinding::IsFolder, {}};
    if (!info.isFile())
        return {info.exists() ? AuthorityFinding::NoRegularFile : AuthorityFinding::NoFile, {}};
    if (!file.open(QIODevice::ReadOnly))
        return {AuthorityFinding::Unreadable, {}};
    constexpr qint64 kLeastRead = 64 * 1024; // if the system does not report the size
    return readAuthorityText(file.read(std::clamp(file.size() + 1, kLeastRead, kMostOfFile))); // Qt allocates as much as is requested
}

QList<QSslError> errorsOfPartialChain(const QList<QSslError>& errors, const QList<QSslCertificate>& chain, const QList<QSslCertificate>& authorities)
{
    QList<QSslError> ofTrust;
    std::ranges::copy_if(errors, std::back_inserter(ofTrust), [](const QSslError& each) { return isOfTrust(each.error()); });
    if (ofTrust.isEmpty() || !isVerified(chain, authorities))
        return {};
    return ofTrust;
}

bool lackAuthority(const QList<QSslError>& errors)
{
    return std::ranges::any_of(errors, [](const QSslError& each) { return isOfTrust(each.error()); });
}

Sentence trustRemedy(const std::string& caFile, bool areOfVariables)
{
    if (!caFile.empty())
        return {QT_TRANSLATE_NOOP("Error", "Add the certificate of the server or of its certificate authority to ca_file \"%1\""), {caFile}};
    if (areOfVariables)
        return QT_TRANSLATE_NOOP("Error", "Add the certificate of the server or of its certificate authority to the file or folder in SSL_CERT_FILE or SSL_CERT_DIR, "
        "or set ca_file of the provider to a PEM file with it");
    return QT_TRANSLATE_NOOP("Error", "Set ca_file of the provider or SSL_CERT_FILE to a PEM file with the certificate of the server or of its certificate authority");
}

} // namespace gateway::http
