#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace ui::words {

/// What is to be said of a certificate for HTTPS. Main thread.
class CertificateWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::CertificateWords)
public:
    /// `day`: as the page writes days.
    static QString end(const QString& day, bool isOver);
    /// `sha256`: in hexadecimal digits. In groups that break where a line does.
    static QString fingerprint(const std::string& sha256);
};

} // namespace ui::words
