/*
 * Reads the shared memory of OBS's virtual camera as its consumers do, and says what it sees. Our own code, from the layout that
 * src/main/services/virtual-camera/obs-queue-layout.ts describes. Usage: queue-reader.exe FRAMES; built by mingw-w64, run under Wine.
 *
 * Each frame that it copies whole is a line: counter, width, height, interval, time (ns), FNV-1a of the pixels. The end is "state N".
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static uint32_t number_at(const volatile uint8_t *memory, int offset)
{
    return *(const volatile uint32_t *)(memory + offset);
}

static uint32_t fnv1a(const uint8_t *bytes, size_t count)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 16777619u;
    return hash;
}

int main(int argc, char **argv)
{
    int wanted = argc > 1 ? atoi(argv[1]) : 10;
    HANDLE mapping = NULL;
    for (int i = 0; i < 500 && mapping == NULL; i++) {
        mapping = OpenFileMappingW(FILE_MAP_READ, FALSE, L"OBSVirtualCamVideo");
        if (mapping == NULL) Sleep(20);
    }
    if (mapping == NULL) return puts("no queue"), 1;
    const volatile uint8_t *memory = MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, 0);
    if (memory == NULL) return puts("no view"), 1;
    puts("open");
    fflush(stdout);

    uint32_t last = 0;
    int seen = 0;
    for (int still = 0; still < 400 && number_at(memory, 8) != 3; still++) {
        uint32_t counter = number_at(memory, 4);
        if (number_at(memory, 8) != 2 || counter == last) { Sleep(5); continue; }
        still = 0;
        last = counter;
        uint32_t width = number_at(memory, 28), height = number_at(memory, 32);
        uint64_t interval, time;
        memcpy(&interval, (const void *)(memory + 40), 8);
        uint32_t slot = number_at(memory, 12 + 4 * (counter % 3));
        size_t bytes = (size_t)width * height * 3 / 2;
        uint8_t *pixels = malloc(bytes);
        memcpy(&time, (const void *)(memory + slot), 8);
        memcpy(pixels, (const void *)(memory + slot + 32), bytes);
        if (seen < wanted)
            printf("%u %u %u %llu %llu %u\n", counter, width, height, (unsigned long long)interval,
                   (unsigned long long)time, fnv1a(pixels, bytes));
        fflush(stdout);
        free(pixels);
        seen++;
    }
    printf("state %u seen %d\n", number_at(memory, 8), seen);
    return 0;
}
