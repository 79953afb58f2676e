;; The two loops of a small network (small-network.ts), four numbers at a time. scripts/network-kernel.ts makes network-kernel.ts of it.
;; Places are bytes in `memory`; numbers are 32-bit floats.
(module
  (import "kagami" "memory" (memory 1))

  ;; out = matrix · by + plus, for `groups` times 16 rows; the matrix lies group by group, in a group column by column.
  (func (export "multiply")
    (param $matrix i32) (param $by i32) (param $columns i32) (param $plus i32) (param $out i32) (param $groups i32)
    (local $at i32) (local $end i32) (local $value v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.add (local.get $by) (i32.shl (local.get $columns) (i32.const 2))))
    (loop $group
      (local.set $a (v128.load offset=0 (local.get $plus)))
      (local.set $b (v128.load offset=16 (local.get $plus)))
      (local.set $c (v128.load offset=32 (local.get $plus)))
      (local.set $d (v128.load offset=48 (local.get $plus)))
      (local.set $at (local.get $by))
      (loop $column
        (local.set $value (v128.load32_splat (local.get $at)))
        (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $value) (v128.load offset=0 (local.get $matrix)))))
        (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $value) (v128.load offset=16 (local.get $matrix)))))
        (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $value) (v128.load offset=32 (local.get $matrix)))))
        (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $value) (v128.load offset=48 (local.get $matrix)))))
        (local.set $matrix (i32.add (local.get $matrix) (i32.const 64)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $column (i32.lt_u (local.get $at) (local.get $end))))
      (v128.store offset=0 (local.get $out) (local.get $a))
      (v128.store offset=16 (local.get $out) (local.get $b))
      (v128.store offset=32 (local.get $out) (local.get $c))
      (v128.store offset=48 (local.get $out) (local.get $d))
      (local.set $plus (i32.add (local.get $plus) (i32.const 64)))
      (local.set $out (i32.add (local.get $out) (i32.const 64)))
      (local.set $groups (i32.sub (local.get $groups) (i32.const 1)))
      (br_if $group (local.get $groups))))

  ;; out = x/√(1+x²) of x = same + sign · other, for `groups` times 16 numbers.
  (func (export "squash")
    (param $same i32) (param $other i32) (param $sign f32) (param $out i32) (param $groups i32)
    (local $end i32) (local $x v128)
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $groups) (i32.const 6))))
    (loop $next
      (local.set $x
        (f32x4.add
          (v128.load (local.get $same))
          (f32x4.mul (f32x4.splat (local.get $sign)) (v128.load (local.get $other)))))
      (v128.store (local.get $out)
        (f32x4.div (local.get $x)
          (f32x4.sqrt (f32x4.add (f32x4.splat (f32.const 1)) (f32x4.mul (local.get $x) (local.get $x))))))
      (local.set $same (i32.add (local.get $same) (i32.const 16)))
      (local.set $other (i32.add (local.get $other) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $out) (local.get $end))))))
