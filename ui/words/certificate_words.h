#pragma once

#include <QCoreApplication>
#include <QString>

#include <string>

namespace ui::words {

/// Texts about HTTPS certificates. Main thread.
class CertificateWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::CertificateWords)
public:
    /// `day`: formatted by the page.
    static QString end(const QString& day, bool isOver);
    /// `sha256`: in hexadecimal digits. Grouped so that lines can break between groups.
    static QString fingerprint(const std::string& sha256);
};

} // namespace ui::words
