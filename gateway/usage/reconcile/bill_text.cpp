#include "bill_text.h"

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>
#include <QUtf8StringView>

#include <optional>

namespace gateway::usage {

namespace {

// Source: PKWARE, APPNOTE.TXT 4.3.7, local file header signature.
constexpr std::string_view kZip = "PK\x03\x04";
constexpr const char* kGb18030 = "GB18030";
constexpr const char* kWayOut = "Save it as UTF-8 (in a spreadsheet program \"CSV UTF-8\"), or convert it: iconv -f ENCODING -t UTF-8 FILE.";

tl::unexpected<Error> unreadable(const std::string& what) { return failure(ErrorKind::InvalidRequest, what + ' ' + kWayOut); }

/// Empty: it is not in that encoding.
std::optional<std::string> decoded(QStringDecoder& decoder, std::string_view bytes)
{
    const QString text = decoder(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return decoder.hasError() ? std::nullopt : std::optional(text.toStdString());
}

bool isUtf8(std::string_view bytes) { return QUtf8StringView(bytes.data(), static_cast<qsizetype>(bytes.size())).isValidUtf8(); }

} // namespace

Result<std::string> billText(std::string_view bytes)
{
    if (bytes.starts_with(kZip))
        return failure(ErrorKind::InvalidRequest, "The file is a zip archive or a workbook (xlsx): unpack it, or save the sheet as CSV.");
    if (const auto marked = QStringConverter::encodingForData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())))) {
        QStringDecoder decoder(*marked);
        if (auto text = decoded(decoder, bytes))
            return std::move(*text);
        return unreadable(std::string("The file has the mark of ") + QStringConverter::nameForEncoding(*marked) + " but is none.");
    }
    if (bytes.find('\0') != std::string_view::npos)
        return unreadable("The file looks like UTF-16 without a byte order mark, or is no text.");
    if (isUtf8(bytes))
        return std::string(bytes);
    QStringDecoder decoder(kGb18030); // Qt knows it where it was built with ICU
    if (!decoder.isValid())
        return unreadable("The file is no UTF-8, and GB18030 (GBK) cannot be read by this build of Signalbox.");
    if (auto text = decoded(decoder, bytes))
        return std::move(*text);
    return unreadable("The file is neither UTF-8, UTF-16 with a byte order mark nor GB18030 (GBK).");
}

} // namespace gateway::usage
