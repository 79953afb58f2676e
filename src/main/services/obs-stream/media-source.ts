/** How a Media Source must read the stream. */
export const mediaSourceSettings = (stream: {
  port: number;
  width: number;
  height: number;
  rate: number;
}): Record<string, string | number | boolean> => ({
  is_local_file: false,
  input: `tcp://127.0.0.1:${stream.port}`,
  input_format: 'rawvideo',
  ffmpeg_options: `video_size=${stream.width}x${stream.height} pixel_format=bgra framerate=${stream.rate}`,
  buffering_mb: 0,
  reconnect_delay_sec: 1,
  hw_decode: false,
  restart_on_activate: false,
  close_when_inactive: false,
  clear_on_media_end: true,
});
