#pragma once

#include <QImage>
#include <QList>
#include <QString>
#include <QWidget>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

/// The 256 most frequent colours of a picture; each also replaces similar ones.
inline QList<QRgb> mostUsed(const QImage& picture)
{
    std::map<QRgb, int> counts;
    for (int y = 0; y < picture.height(); ++y)
        for (int x = 0; x < picture.width(); ++x) ++counts[picture.pixel(x, y) & 0xFFFCFCFCU];
    std::vector<std::pair<int, QRgb>> sorted;
    for (const auto& [color, count] : counts) sorted.emplace_back(count, color);
    std::sort(sorted.rbegin(), sorted.rend());
    QList<QRgb> table;
    for (std::size_t i = 0; i < std::min<std::size_t>(sorted.size(), 256); ++i) table << (sorted[i].second | 0x010101U);
    return table;
}

/// Scaled to the width of the help text and small in file size. Returns whether it was written.
inline bool keepForHelp(QWidget& window, const QString& file)
{
    constexpr int kWidth = 760;
    const QImage picture = window.grab().toImage().scaledToWidth(kWidth, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    return picture.convertToFormat(QImage::Format_Indexed8, mostUsed(picture)).save(file, "PNG", 0);
}
