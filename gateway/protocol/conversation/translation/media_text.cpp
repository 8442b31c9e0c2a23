#include "media_text.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

bool isBase64Char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

constexpr std::string_view kData = "data:";
constexpr std::string_view kBase64 = ";base64";

/// The first bytes of files, in base64.
struct Beginning {
    std::string_view text;
    std::string_view type;
};

constexpr std::array kBeginnings{
    Beginning{"iVBORw0KGgo", "image/png"},
    Beginning{"/9j/", "image/jpeg"},
    Beginning{"R0lGOD", "image/gif"},
    Beginning{"UklGR", "image/webp"},
    Beginning{"JVBERi", "application/pdf"},
    Beginning{"Qk", "image/bmp"},
};

} // namespace

bool isBase64(std::string_view text)
{
    if (text.empty() || text.size() % 4 != 0)
        return false;
    const std::size_t pads = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    return std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(pads), isBase64Char);
}

bool setUrl(Media& media, std::string_view url)
{
    if (!url.starts_with(kData)) {
        media.url = url;
        return true;
    }
    const std::size_t comma = url.find(',');
    if (comma == std::string_view::npos)
        return false;
    std::string_view type = url.substr(kData.size(), comma - kData.size());
    if (!type.ends_with(kBase64))
        return false;
    type.remove_suffix(kBase64.size());
    media.mediaType = type.substr(0, type.find(';')); // parameters such as charset are irrelevant for media
    media.data = url.substr(comma + 1);
    return isBase64(media.data);
}

std::string urlOf(const Media& media)
{
    if (media.data.empty())
        return media.url;
    const std::string type = !media.mediaType.empty() ? media.mediaType : sniffedType(media.data);
    return std::string(kData) + type + std::string(kBase64) + ',' + media.data;
}

std::optional<std::string> plainText(const Media& media)
{
    const bool isText = media.mediaType.starts_with("text/") || media.mediaType == "application/json";
    if (media.kind != Media::Kind::File || media.data.empty() || !isText)
        return std::nullopt;
    const QByteArray base64 = QByteArray::fromRawData(media.data.data(), static_cast<qsizetype>(media.data.size()));
    const std::string head = media.name.empty() ? std::string() : "Document: " + media.name + "\n\n";
    return head + QByteArray::fromBase64(base64).toStdString();
}

Media::Kind kindOf(std::string_view mediaType)
{
    if (mediaType.starts_with("image/"))
        return Media::Kind::Image;
    if (mediaType.starts_with("audio/"))
        return Media::Kind::Audio;
    return mediaType.starts_with("video/") ? Media::Kind::Video : Media::Kind::File;
}

std::string sniffedType(std::string_view base64)
{
    for (const Beginning& beginning : kBeginnings)
        if (base64.starts_with(beginning.text))
            return std::string(beginning.type);
    return {};
}

} // namespace gateway::protocol
