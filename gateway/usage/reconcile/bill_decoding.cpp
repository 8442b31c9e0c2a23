#include "bill_decoding.h"

#include <QByteArrayView>
#include <QString>
#include <QStringDecoder>
#include <QUtf8StringView>

#include <optional>
#include <utility>
#include <vector>

namespace gateway::usage {

namespace {

// Source: PKWARE, APPNOTE.TXT 4.3.7, local file header signature.
constexpr std::string_view kZip = "PK\x03\x04";
constexpr const char* kGb18030 = "GB18030";

/// `what` has a placeholder for the remedy.
tl::unexpected<Error> unreadable(const char* what, std::vector<Sentence> values = {})
{
    values.push_back({QT_TRANSLATE_NOOP("Error", "Save it as UTF-8 (in a spreadsheet program \"CSV UTF-8\"), or convert it: iconv -f ENCODING -t UTF-8 FILE.")});
    return failure(ErrorKind::InvalidRequest, Sentence::of(what, std::move(values)));
}

/// Empty: not in that encoding.
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
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The file is a zip archive or a workbook (xlsx): unpack it, or save the sheet as CSV.")});
    if (const auto marked = QStringConverter::encodingForData(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())))) {
        QStringDecoder decoder(*marked);
        if (auto text = decoded(decoder, bytes))
            return std::move(*text);
        return unreadable(QT_TRANSLATE_NOOP("Error", "The file has the byte order mark of %1, but other content. %2"), {std::string(QStringConverter::nameForEncoding(*marked))});
    }
    if (bytes.find('\0') != std::string_view::npos)
        return unreadable(QT_TRANSLATE_NOOP("Error", "The file looks like UTF-16 without a byte order mark, or is not text. %1"));
    if (isUtf8(bytes))
        return std::string(bytes);
    QStringDecoder decoder(kGb18030); // available if Qt was built with ICU
    if (!decoder.isValid())
        return unreadable(QT_TRANSLATE_NOOP("Error", "The file is not UTF-8, and this build of Signalbox cannot read GB18030 (GBK). %1"));
    if (auto text = decoded(decoder, bytes))
        return std::move(*text);
    return unreadable(QT_TRANSLATE_NOOP("Error", "The file is neither UTF-8, UTF-16 with a byte order mark nor GB18030 (GBK). %1"));
}

} // namespace gateway::usage
